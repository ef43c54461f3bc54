import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Fault, VisitForm, VisitKind } from '../api/types';
import { faultsOf } from '../kit/failing';
import { Following } from '../kit/following';
import { type Described, faultSummary, field } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { nameOf, plan, siteTime, station } from '../shell/here';
import { language, say } from '../words/words';
import type { Taken } from './card-panel';
import { carriedItems } from './carried-items';
import './person-picker';
import { exitAt, type PlannedExit } from './planned-exit';

const FIELDS = [
  'name',
  'company',
  'purpose',
  'escort',
  'kind',
  'zone',
  'badge',
  'carriedItems',
  'plannedExit',
];
const AN_HOUR: PlannedExit = { kind: 'in', minutes: 60 };
const CLOCK_MS = 15_000;

/** Registers a visitor: one form, one key to send it, every fault at once. Says `registered`. */
@customElement('visitor-form')
export class VisitorForm extends LightElement {
  @state() private escort = '';
  @state() private zone = '';
  @state() private planned: PlannedExit = AN_HOUR;
  @state() private now = new Date();
  @state() private faults: readonly Fault[] = [];
  @state() private done = '';
  @state() private busy = false;
  /** A card that was laid down, to be the visitor's own. */
  @state() private card: number | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new Following(this, language, plan, siteTime);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => (this.now = new Date()), CLOCK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render(): TemplateResult {
    return html`
      <form
        class="panel"
        novalidate
        autocomplete="off"
        aria-labelledby="form-title"
        @submit=${this.#submit}
        @keydown=${this.#key}
      >
        <h2 id="form-title">${say('desk.form')}</h2>
        <p class="done" role="status">${this.done}</p>
        ${this.faults.length > 0 ? faultSummary(this.faults, FIELDS) : nothing}
        <div class="fields">
          ${this.#text('name', say('desk.name'), true)}
          ${this.#text('company', say('desk.company'), true)}
          ${this.#text('purpose', say('desk.purpose'), true)}
          ${field({
            id: 'escort',
            label: say('desk.escort'),
            required: true,
            faults: this.faults,
            control: (described) =>
              html`<person-picker
                field="escort"
                .people=${plan.value.people}
                .value=${this.escort}
                .described=${described}
                @pick=${(pick: CustomEvent<string>) => (this.escort = pick.detail)}
              ></person-picker>`,
          })}
          ${this.#kind()} ${this.#zones()} ${this.#text('badge', say('desk.badge'), false)}
          ${this.#text('carriedItems', say('desk.items'), false, say('desk.items.hint'))}
          ${this.#plannedExit()}
        </div>
        ${
          this.card === undefined
            ? nothing
            : html`<p class="own-card">
                ${say('desk.card')}
                <button type="button" @click=${() => (this.card = undefined)}>
                  ${say('desk.card.drop')}
                </button>
              </p>`
        }
        <div class="buttons">
          <button class="primary" ?disabled=${this.busy}>
            ${say(this.busy ? 'desk.submitting' : 'desk.submit')}
          </button>
          <p class="hint">${say('desk.submit.hint')}</p>
        </div>
      </form>
    `;
  }

  /** Fills in what a card that was laid down says; what was typed elsewhere stays. */
  async take(taken: Taken): Promise<void> {
    const { before } = taken;
    this.card = taken.card;
    if (before) {
      this.#fill('name', before.name);
      this.#fill('company', before.company);
      this.#fill('purpose', before.purpose);
      this.zone = before.zone;
    }
    const escort = taken.escort ?? before?.escort;
    if (escort) {
      this.escort = escort;
    }
    if (taken.badge) {
      this.#fill('badge', taken.badge);
    }
    await this.updateComplete;
    const empty = ['name', 'company', 'purpose'].find((id) => this.#input(id).value === '');
    this.#input(empty ?? 'name').focus();
  }

  #fill(id: string, value: string): void {
    this.#input(id).value = value;
  }

  #input(id: string): HTMLInputElement {
    return this.querySelector(`#${id}`) as HTMLInputElement;
  }

  protected override firstUpdated(): void {
    if (matchMedia('(pointer: fine)').matches) {
      setTimeout(() => this.querySelector<HTMLElement>('#name')?.focus({ preventScroll: true }));
    }
  }

  #text(id: string, label: string, required: boolean, hint?: string): TemplateResult {
    return field({
      id,
      label,
      required,
      ...(hint ? { hint } : {}),
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<input
          id=${id}
          name=${id}
          aria-required=${required}
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
        />`,
    });
  }

  #kind(): TemplateResult {
    return html`<fieldset class="field" id="kind" tabindex="-1">
      <legend>${say('desk.kind')} <span class="required">${say('required')}</span></legend>
      <div class="radios">
        ${(['vendor', 'guest'] as const).map(
          (kind) =>
            html`<label class="choice">
              <input type="radio" name="kind" value=${kind} ?checked=${kind === 'vendor'} />
              ${say(`desk.kind.${kind}`)}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #zones(): TemplateResult {
    const zones = plan.value.zones;
    const chosen = this.zone || zones[0]?.id;
    return field({
      id: 'zone',
      label: say('desk.zone'),
      required: true,
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<select
          id="zone"
          name="zone"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          @change=${(change: Event) => (this.zone = (change.target as HTMLSelectElement).value)}
        >
          ${zones.map(
            (zone) =>
              html`<option value=${zone.id} ?selected=${zone.id === chosen}>${zone.name}</option>`,
          )}
        </select>`,
    });
  }

  #plannedExit(): TemplateResult {
    const at = exitAt(this.planned, this.now, siteTime.value, plan.value.closing);
    const typed = this.planned.kind === 'typed' ? this.planned.wall : undefined;
    const shown = typed ?? (at ? siteTime.value.wall(at) : '');
    return field({
      id: 'plannedExit',
      label: say('desk.exit'),
      required: true,
      faults: this.faults,
      control: (described) => html`${this.#exitInput(shown, described)} ${this.#exitButtons()}`,
    });
  }

  #exitInput(shown: string, described: Described): TemplateResult {
    return html`<input
      id="plannedExit"
      type="datetime-local"
      .value=${live(shown)}
      aria-invalid=${described.invalid}
      aria-describedby=${described.describedBy}
      @change=${(change: Event) =>
        (this.planned = { kind: 'typed', wall: (change.target as HTMLInputElement).value })}
    />`;
  }

  #exitButtons(): TemplateResult {
    const choices: readonly [string, PlannedExit][] = [
      [say('desk.exit.30'), { kind: 'in', minutes: 30 }],
      [say('desk.exit.60'), AN_HOUR],
      [say('desk.exit.120'), { kind: 'in', minutes: 120 }],
      [say('desk.exit.closing'), { kind: 'closing' }],
    ];
    const now = JSON.stringify(this.planned);
    return html`<div class="quick" role="group" aria-label=${say('desk.exit.quick')}>
      ${choices.map(
        ([label, planned]) =>
          html`<button
            type="button"
            aria-pressed=${JSON.stringify(planned) === now}
            @click=${() => this.#plan(planned)}
          >
            ${label}
          </button>`,
      )}
    </div>`;
  }

  #plan(planned: PlannedExit): void {
    this.now = new Date();
    this.planned = planned;
  }

  #key(press: KeyboardEvent): void {
    if (press.key === 'Enter' && (press.ctrlKey || press.metaKey) && !press.isComposing) {
      press.preventDefault();
      this.#form.requestSubmit();
    }
  }

  async #submit(submit: SubmitEvent): Promise<void> {
    submit.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.done = '';
    const form = this.#filled();
    try {
      await station.register(form);
      this.#registered(form);
    } catch (error) {
      this.faults = faultsOf(error);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.fault-summary')?.focus();
    } finally {
      this.busy = false;
    }
  }

  #filled(): VisitForm {
    const form = new FormData(this.#form);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const at = exitAt(this.planned, new Date(), siteTime.value, plan.value.closing);
    const badge = text('badge');
    return {
      zone: text('zone'),
      kind: text('kind') as VisitKind,
      name: text('name'),
      company: text('company'),
      purpose: text('purpose'),
      escort: this.escort,
      ...(badge === '' ? {} : { badge }),
      carriedItems: carriedItems(text('carriedItems')),
      plannedExit: at?.toISOString() ?? '',
      ...(this.card === undefined ? {} : { card: String(this.card) }),
    };
  }

  #registered(form: VisitForm): void {
    this.faults = [];
    this.done = say('desk.done', {
      name: form.name,
      zone: nameOf('zones', form.zone),
      time: siteTime.value.brief(form.plannedExit, new Date(), language.value),
    });
    this.zone = form.zone;
    this.escort = '';
    this.card = undefined;
    this.planned = AN_HOUR;
    this.#form.reset();
    this.querySelector<HTMLElement>('#name')?.focus();
    this.dispatchEvent(new CustomEvent('registered'));
  }

  get #form(): HTMLFormElement {
    return this.querySelector('form') as HTMLFormElement;
  }
}
