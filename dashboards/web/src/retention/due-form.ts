import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DATA_KINDS, type DataKind, type Due, type Fault, type Retained } from '../api/types';
import { faultsOf } from '../kit/failing';
import { Following } from '../kit/following';
import { faultSummary, field } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { station } from '../shell/here';
import { language, say } from '../words/words';
import { kept } from './schedule';

const FIELDS = ['kinds', 'named', 'reason'];

/** What is due by the schedule, and the request that it be erased. Says `changed`. */
@customElement('due-form')
export class DueForm extends LightElement {
  @property({ attribute: false }) retained: Retained | undefined;
  @state() private faults: readonly Fault[] = [];
  @state() private done = '';
  @state() private busy = false;

  constructor() {
    super();
    new Following(this, language);
  }

  override render(): TemplateResult {
    return html`
      <form
        class="panel"
        novalidate
        autocomplete="off"
        aria-labelledby="due-title"
        @submit=${this.#submit}
      >
        <h2 id="due-title">${say('retention.due')}</h2>
        <p class="done" role="status">${this.done}</p>
        ${this.faults.length > 0 ? faultSummary(this.faults, FIELDS) : nothing}
        ${this.#reading()} ${this.#schedule()} ${this.#listed()}
        <div class="fields">${this.#named()} ${this.#reason()}</div>
        <div class="buttons">
          <button class="primary" ?disabled=${this.busy}>
            ${say(this.busy ? 'retention.requesting' : 'retention.request')}
          </button>
          <p class="hint">${say('retention.request.hint')}</p>
        </div>
      </form>
    `;
  }

  #reading(): TemplateResult | typeof nothing {
    const reading = this.retained?.reading;
    return reading === undefined
      ? nothing
      : html`<p class="note" role="status">
          ${say('retention.reading', { n: reading.toLocaleString(language.value) })}
        </p>`;
  }

  #schedule(): TemplateResult {
    return html`<div class="kinds" id="kinds" tabindex="-1">
      <table>
        <caption class="unseen">
          ${say('retention.schedule')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say('retention.kind')}</th>
            <th scope="col">${say('retention.kept')}</th>
            <th scope="col" class="number">${say('retention.count')}</th>
          </tr>
        </thead>
        <tbody>
          ${DATA_KINDS.map((kind) => this.#kind(kind))}
        </tbody>
      </table>
    </div>`;
  }

  #kind(kind: DataKind): TemplateResult {
    const count = this.retained?.due?.counts[kind];
    return html`<tr>
      <th scope="row">
        <label class="choice">
          <input type="checkbox" name="kinds" value=${kind} ?disabled=${!count} />
          ${say(`retention.kind.${kind}`)}
        </label>
      </th>
      <td>${this.retained ? kept(kind, this.retained.schedule) : nothing}</td>
      <td class="number">
        ${count === undefined ? '…' : say('retention.items', { n: count.toLocaleString(language.value) })}
      </td>
    </tr>`;
  }

  #listed(): TemplateResult | typeof nothing {
    const due = this.retained?.due;
    if (!due || due.count === 0) {
      return nothing;
    }
    const more = due.count - due.listed.length;
    return html`<details>
      <summary>${say('retention.listed', { n: due.count.toLocaleString(language.value) })}</summary>
      <ul class="subjects">
        ${due.listed.map((one) => this.#one(one))}
      </ul>
      ${more > 0 ? html`<p class="note">${say('retention.more', { n: more })}</p>` : nothing}
    </details>`;
  }

  #one(due: Due): TemplateResult {
    return html`<li>
      <span class="mono">${due.subject}</span>
      <span>${say('retention.last', { day: due.last })}</span>
      <span>${say('retention.since', { day: due.since })}</span>
    </li>`;
  }

  #named(): TemplateResult {
    return field({
      id: 'named',
      label: say('retention.named'),
      hint: say('retention.named.hint'),
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<input id="named" name="named" aria-invalid=${invalid} aria-describedby=${describedBy} />`,
    });
  }

  #reason(): TemplateResult {
    return field({
      id: 'reason',
      label: say('retention.reason'),
      required: true,
      hint: say('retention.reason.hint'),
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<input
          id="reason"
          name="reason"
          aria-required="true"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
        />`,
    });
  }

  async #submit(submit: SubmitEvent): Promise<void> {
    submit.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.done = '';
    const form = submit.target as HTMLFormElement;
    const filled = new FormData(form);
    const named = String(filled.get('named') ?? '').trim();
    try {
      const request = await station.requestErasure({
        kinds: filled.getAll('kinds').map(String),
        reason: String(filled.get('reason') ?? '').trim(),
        ...(named === '' ? {} : { named }),
      });
      this.faults = [];
      this.done = say('retention.requested', { request });
      form.reset();
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true }));
    } catch (error) {
      this.faults = faultsOf(error);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.fault-summary')?.focus();
    } finally {
      this.busy = false;
    }
  }
}
