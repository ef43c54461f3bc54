import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { BlindSpan, Fault, Range } from '../api/types';
import { faultsOf } from '../kit/failing';
import { Following } from '../kit/following';
import { field } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { plan, siteTime, station } from '../shell/here';
import { download } from '../shell/icons';
import { language, say, told } from '../words/words';
import { daysOf, RANGES } from './ranges';

const FIELDS = ['zone', 'from', 'until'];

/** Takes the entries of a zone and a span of days away as CSV. */
@customElement('records-page')
export class RecordsPage extends LightElement {
  @state() private range: Range;
  @state() private count: number | undefined;
  @state() private blind: readonly BlindSpan[] = [];
  @state() private faults: readonly Fault[] = [];
  #asked = 0;

  constructor() {
    super();
    new Following(this, language, plan, siteTime);
    this.range = { zone: 'all', ...daysOf('today', siteTime.value.day(new Date())) };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#recount();
  }

  override render(): TemplateResult {
    return html`
      <div class="page narrow records">
        <h1 class="unseen">${say('records.title')}</h1>
        <form class="panel" aria-labelledby="form-title" novalidate @submit=${prevent}>
          <h2 id="form-title">${say('records.form')}</h2>
          <p>${say('records.lead')}</p>
          <div class="fields">${this.#zones()} ${this.#quick()} ${this.#days()}</div>
          <div role="alert">
            ${this.faults
              .filter((fault) => !FIELDS.includes(fault.field ?? ''))
              .map((fault) => html`<p class="fault">${told(fault.message)}</p>`)}
          </div>
          <p class="preview" role="status">${this.#preview()}</p>
          ${this.#blind()} ${this.#download()}
          <p class="hint">${say('records.format')}</p>
        </form>
      </div>
    `;
  }

  #zones(): TemplateResult {
    return field({
      id: 'zone',
      label: say('records.zone'),
      required: true,
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<select
          id="zone"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          @change=${(change: Event) => this.#choose({ zone: valueOf(change) })}
        >
          <option value="all" ?selected=${this.range.zone === 'all'}>
            ${say('records.zone.all')}
          </option>
          ${plan.value.zones.map(
            (zone) =>
              html`<option value=${zone.id} ?selected=${this.range.zone === zone.id}>
                ${zone.name}
              </option>`,
          )}
        </select>`,
    });
  }

  #days(): TemplateResult {
    return html`${(['from', 'until'] as const).map((end) =>
      field({
        id: end,
        label: say(`records.${end}`),
        required: true,
        faults: this.faults,
        control: ({ invalid, describedBy }) =>
          html`<input
            id=${end}
            type="date"
            .value=${this.range[end]}
            aria-invalid=${invalid}
            aria-describedby=${describedBy}
            @change=${(change: Event) => this.#choose({ [end]: valueOf(change) })}
          />`,
      }),
    )}`;
  }

  #quick(): TemplateResult {
    const today = siteTime.value.day(new Date());
    return html`<div class="quick" role="group" aria-label=${say('records.quick')}>
      ${RANGES.map((name) => {
        const days = daysOf(name, today);
        const pressed = days.from === this.range.from && days.until === this.range.until;
        return html`<button
          type="button"
          aria-pressed=${pressed}
          @click=${() => this.#choose(days)}
        >
          ${say(`records.${name}`)}
        </button>`;
      })}
    </div>`;
  }

  #preview(): string {
    if (this.faults.length > 0) {
      return '';
    }
    if (this.count === undefined) {
      return say('records.counting');
    }
    return this.count === 0
      ? say('records.count.none')
      : say('records.count', { n: grouped(this.count) });
  }

  /** When somebody was blind: what happened there then, no record tells. */
  #blind(): TemplateResult | typeof nothing {
    if (this.blind.length === 0) {
      return nothing;
    }
    return html`<h3>${say('records.blind')}</h3>
      <ul class="blind">
        ${this.blind.map(
          (span) =>
            html`<li>
              ${[zoneName(span.zone), span.source].filter((part) => part !== '').join(' · ')}:
              ${moment(span.from)} –
              ${span.until === undefined
                ? say('records.blind.now')
                : `${moment(span.until)} (${length(span.seconds ?? 0)})`}
            </li>`,
        )}
      </ul>`;
  }

  #download(): TemplateResult | typeof nothing {
    if (this.faults.length > 0 || !this.count) {
      return html`<button type="button" class="primary" disabled>
        ${download} ${say('records.download')}
      </button>`;
    }
    return html`<a
      class="button primary"
      download
      href=${station.entriesAddress(this.range, language.value)}
    >
      ${download} ${say('records.download')}
    </a>`;
  }

  #choose(change: Partial<Range>): void {
    this.range = { ...this.range, ...change };
    void this.#recount();
  }

  /** Counts again; an answer that a later question has overtaken is not shown. */
  async #recount(): Promise<void> {
    const asked = ++this.#asked;
    this.count = undefined;
    this.blind = [];
    this.faults = [];
    try {
      const held = await station.countEntries(this.range);
      if (asked === this.#asked) {
        this.count = held.count;
        this.blind = held.blind;
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.faults = faultsOf(error);
      }
    }
  }
}

function valueOf(change: Event): string {
  return (change.target as HTMLInputElement | HTMLSelectElement).value;
}

function zoneName(id: string | undefined): string {
  return plan.value.zones.find((zone) => zone.id === id)?.name ?? id ?? '';
}

function moment(instant: string): string {
  return `${siteTime.value.day(instant)} ${siteTime.value.second(instant)}`;
}

/** As in the file: hours, minutes, seconds. */
function length(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function grouped(n: number): string {
  return n.toLocaleString(language.value === 'ja' ? 'ja-JP' : 'en-GB');
}

function prevent(submit: Event): void {
  submit.preventDefault();
}
