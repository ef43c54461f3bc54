import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Fault, PermitForm as Form } from '../api/types';
import '../desk/person-picker';
import { faultsOf } from '../kit/failing';
import { Following } from '../kit/following';
import { type Described, faultSummary, field } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { plan, siteTime, station } from '../shell/here';
import { language, say } from '../words/words';

const FIELDS = ['media', 'zone', 'machine', 'person', 'from', 'until'];
const USUAL_MS = 60 * 60 * 1000;

/** Permits one medium. An address like `?media=…&zone=…` fills it in. Says `permitted`. */
@customElement('permit-form')
export class PermitForm extends LightElement {
  @state() private zone = '';
  @state() private machine = '';
  @state() private person = '';
  @state() private from = new Date();
  @state() private faults: readonly Fault[] = [];
  @state() private done = '';
  @state() private busy = false;
  readonly #asked = new URLSearchParams(location.search);

  constructor() {
    super();
    new Following(this, language, plan, siteTime);
    this.zone = this.#asked.get('zone') ?? '';
    this.machine = this.#asked.get('machine') ?? '';
  }

  override render(): TemplateResult {
    return html`
      <form
        class="panel"
        novalidate
        autocomplete="off"
        aria-labelledby="form-title"
        @submit=${this.#submit}
      >
        <h2 id="form-title">${say('permits.form')}</h2>
        <p class="done" role="status">${this.done}</p>
        ${this.faults.length > 0 ? faultSummary(this.faults, FIELDS) : nothing}
        <div class="fields">
          ${this.#media()} ${this.#zones()} ${this.#machines()} ${this.#people()}
          ${this.#time('from', say('permits.from'), this.from)}
          ${this.#time('until', say('permits.until'), new Date(this.from.getTime() + USUAL_MS))}
        </div>
        <div class="buttons">
          <button class="primary" ?disabled=${this.busy}>
            ${say(this.busy ? 'permits.submitting' : 'permits.submit')}
          </button>
        </div>
      </form>
    `;
  }

  #media(): TemplateResult {
    return field({
      id: 'media',
      label: say('permits.media'),
      required: true,
      hint: say('permits.media.hint'),
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<input
          id="media"
          name="media"
          class="mono"
          autocapitalize="none"
          spellcheck="false"
          value=${this.#asked.get('media') ?? ''}
          aria-required="true"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
        />`,
    });
  }

  #zones(): TemplateResult {
    const chosen = this.#zoneChosen();
    return this.#select(
      'zone',
      say('permits.zone'),
      true,
      (change) => {
        this.zone = change;
        this.machine = '';
      },
      plan.value.zones.map((zone) => option(zone.id, zone.name, zone.id === chosen)),
    );
  }

  #machines(): TemplateResult {
    const machines = plan.value.machines.filter((machine) => machine.zone === this.#zoneChosen());
    return this.#select(
      'machine',
      say('permits.machine'),
      false,
      (change) => {
        this.machine = change;
      },
      [
        option('', say('permits.machine.any'), this.machine === ''),
        ...machines.map((one) => option(one.id, one.name, one.id === this.machine)),
      ],
    );
  }

  #select(
    id: string,
    label: string,
    required: boolean,
    changed: (value: string) => void,
    options: readonly TemplateResult[],
  ): TemplateResult {
    return field({
      id,
      label,
      required,
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<select
          id=${id}
          name=${id}
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          @change=${(change: Event) => changed((change.target as HTMLSelectElement).value)}
        >
          ${options}
        </select>`,
    });
  }

  #people(): TemplateResult {
    return field({
      id: 'person',
      label: say('permits.person'),
      hint: say('permits.person.hint'),
      faults: this.faults,
      control: (described) =>
        html`<person-picker
          field="person"
          .people=${plan.value.people}
          .value=${this.person}
          .described=${described}
          @pick=${(pick: CustomEvent<string>) => (this.person = pick.detail)}
        ></person-picker>`,
    });
  }

  #time(id: string, label: string, usual: Date): TemplateResult {
    return field({
      id,
      label,
      required: true,
      faults: this.faults,
      control: ({ invalid, describedBy }: Described) =>
        html`<input
          id=${id}
          name=${id}
          type="datetime-local"
          value=${siteTime.value.wall(usual)}
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
        />`,
    });
  }

  #zoneChosen(): string {
    return this.zone || (plan.value.zones[0]?.id ?? '');
  }

  async #submit(submit: SubmitEvent): Promise<void> {
    submit.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.done = '';
    const filled = this.#filled();
    try {
      await station.permit(filled);
      this.#permitted(filled);
    } catch (error) {
      this.faults = faultsOf(error);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.fault-summary')?.focus();
    } finally {
      this.busy = false;
    }
  }

  #filled(): Form {
    const form = new FormData(this.querySelector('form') as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const instant = (name: string) => siteTime.value.instant(text(name))?.toISOString() ?? '';
    return {
      media: text('media'),
      zone: text('zone'),
      ...(text('machine') === '' ? {} : { machine: text('machine') }),
      ...(this.person === '' ? {} : { person: this.person }),
      from: instant('from'),
      until: instant('until'),
    };
  }

  #permitted(filled: Form): void {
    this.faults = [];
    this.done = say('permits.done', { media: filled.media });
    this.person = '';
    this.from = new Date();
    const media = this.querySelector<HTMLInputElement>('#media');
    if (media) {
      media.value = '';
      media.focus();
    }
    this.dispatchEvent(new CustomEvent('permitted'));
  }
}

function option(value: string, label: string, selected: boolean): TemplateResult {
  return html`<option value=${value} ?selected=${selected}>${label}</option>`;
}
