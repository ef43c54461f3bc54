import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Fault, Hold } from '../api/types';
import '../kit/confirm-dialog';
import type { ConfirmDialog } from '../kit/confirm-dialog';
import { faultsOf } from '../kit/failing';
import { Following } from '../kit/following';
import { faultSummary, field } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { siteTime, station } from '../shell/here';
import { language, say } from '../words/words';

const FIELDS = ['held', 'hold-reason'];

/** What must not be erased, why and since when; holds are set and lifted here. Says `changed`. */
@customElement('hold-list')
export class HoldList extends LightElement {
  @property({ attribute: false }) holds: readonly Hold[] = [];
  @state() private all = false;
  @state() private lifted: Hold | undefined;
  @state() private faults: readonly Fault[] = [];
  @state() private done = '';

  constructor() {
    super();
    new Following(this, language, siteTime);
  }

  override render(): TemplateResult {
    return html`
      <section class="panel" aria-labelledby="holds-title">
        <h2 id="holds-title" tabindex="-1">${say('retention.holds')}</h2>
        <p class="done" role="status">${this.done}</p>
        ${this.faults.length > 0 ? faultSummary(this.faults, FIELDS) : nothing}
        ${
          this.holds.length === 0
            ? html`<p class="note">${say('retention.holds.none')}</p>`
            : html`<ul class="rows">
                ${this.holds.map((hold) => this.#row(hold))}
              </ul>`
        }
        ${this.#form()}
        <confirm-dialog
          .question=${say('retention.release.title', { hold: this.lifted?.hold ?? '' })}
          .action=${say('retention.release.confirm')}
          .asks=${say('retention.reason')}
          @confirm=${this.#release}
        ></confirm-dialog>
      </section>
    `;
  }

  #row(hold: Hold): TemplateResult {
    const time = siteTime.value.brief(hold.at, new Date(), language.value);
    return html`<li class="row" data-hold=${hold.hold}>
      <div>
        <p>
          <strong>${hold.hold}</strong>
          <span class="mono">
            ${hold.subjects.length === 0 ? say('retention.everything') : hold.subjects.join(' ')}
          </span>
        </p>
        <p>${hold.reason}</p>
        <p>${say('retention.by', { by: hold.by, time })}</p>
      </div>
      <button
        type="button"
        aria-label=${say('retention.release.label', { hold: hold.hold })}
        @click=${() => this.#ask(hold)}
      >
        ${say('retention.release')}
      </button>
    </li>`;
  }

  #form(): TemplateResult {
    return html`<details class="more">
      <summary>${say('retention.hold')}</summary>
      <form novalidate autocomplete="off" @submit=${this.#hold}>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${this.all}
            @change=${(change: Event) => (this.all = (change.target as HTMLInputElement).checked)}
          />
          ${say('retention.everything')}
        </label>
        ${this.all ? nothing : this.#text('held', say('retention.held'), say('retention.held.hint'))}
        ${this.#text('hold-reason', say('retention.reason'), say('retention.reason.hint'))}
        <div class="buttons"><button>${say('retention.hold.submit')}</button></div>
      </form>
    </details>`;
  }

  #text(id: string, label: string, hint: string): TemplateResult {
    return field({
      id,
      label,
      required: true,
      hint,
      faults: this.faults,
      control: ({ invalid, describedBy }) =>
        html`<input
          id=${id}
          name=${id}
          aria-required="true"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
        />`,
    });
  }

  async #hold(submit: SubmitEvent): Promise<void> {
    submit.preventDefault();
    const form = submit.target as HTMLFormElement;
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim();
    await this.#take(async () => {
      const hold = await station.hold({
        all: this.all,
        subjects: text('held').split(/[\s、,]+/).filter(Boolean),
        reason: text('hold-reason'),
      });
      form.reset();
      this.all = false;
      return say('retention.hold.done', { hold });
    });
  }

  async #ask(hold: Hold): Promise<void> {
    this.lifted = hold;
    await this.updateComplete;
    await this.querySelector<ConfirmDialog>('confirm-dialog')?.ask();
  }

  #release(confirm: CustomEvent<string>): void {
    const hold = this.lifted?.hold ?? '';
    void this.#take(async () => {
      await station.release(hold, confirm.detail);
      return say('retention.release.done', { hold });
    });
  }

  async #take(step: () => Promise<string>): Promise<void> {
    this.done = '';
    try {
      this.done = await step();
      this.faults = [];
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true }));
      this.querySelector<HTMLElement>('#holds-title')?.focus();
    } catch (error) {
      this.faults = faultsOf(error).map(renamed);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.fault-summary')?.focus();
    }
  }
}

/** Two forms on the page ask for a reason: ids are unique. */
function renamed(fault: Fault): Fault {
  const ids: Record<string, string> = { subjects: 'held', reason: 'hold-reason' };
  const id = ids[fault.field ?? ''];
  return id === undefined ? fault : { ...fault, field: id };
}
