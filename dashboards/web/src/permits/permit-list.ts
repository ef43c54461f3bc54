import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Permit } from '../api/types';
import '../kit/confirm-dialog';
import type { ConfirmDialog } from '../kit/confirm-dialog';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { nameOf, plan, siteTime, station } from '../shell/here';
import { language, say } from '../words/words';
import { type Validity, validityOf } from './validity';

const TONES: Record<Validity, string> = {
  valid: 'good',
  coming: '',
  over: 'unknown',
  revoked: 'unknown',
};

/** The permits in force or to come; on request also those that are over. */
@customElement('permit-list')
export class PermitList extends LightElement {
  @state() private permits: readonly Permit[] | undefined;
  @state() private past = false;
  @state() private revoking: Permit | undefined;
  @state() private done = '';
  @state() private fault: unknown;

  constructor() {
    super();
    new Following(this, language, plan, siteTime);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.reload();
  }

  async reload(): Promise<void> {
    try {
      const permits = await station.permits();
      this.permits = [...permits].sort((a, b) => Date.parse(b.from) - Date.parse(a.from));
    } catch (error) {
      this.fault = error;
    }
  }

  override render(): TemplateResult {
    return html`
      <section class="panel" aria-labelledby="list-title">
        <div class="section-head">
          <h2 id="list-title" tabindex="-1">${say('permits.list')}</h2>
          <label class="choice">
            <input
              type="checkbox"
              .checked=${this.past}
              @change=${(change: Event) => (this.past = (change.target as HTMLInputElement).checked)}
            />
            ${say('permits.past')}
          </label>
        </div>
        <p class="done" role="status">${this.done}</p>
        <div role="alert">
          ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : nothing}
        </div>
        ${this.#rows()} ${this.#dialog()}
      </section>
    `;
  }

  #rows(): TemplateResult {
    const now = new Date();
    const shown = this.permits?.filter((permit) => this.past || isAhead(validityOf(permit, now)));
    if (!shown) {
      return html`<p class="note">${this.fault ? nothing : say('loading')}</p>`;
    }
    if (shown.length === 0) {
      return html`<p class="note">${say('permits.none')}</p>`;
    }
    return html`<ul class="rows">
      ${repeat(
        shown,
        (permit) => permit.permit,
        (permit) => this.#row(permit, validityOf(permit, now)),
      )}
    </ul>`;
  }

  #row(permit: Permit, validity: Validity): TemplateResult {
    return html`<li class="row" data-permit=${permit.permit}>
      <div>
        <p>
          <span class="name mono">${permit.media}</span>
          <span class="tag ${TONES[validity]}">${say(`permits.state.${validity}`)}</span>
        </p>
        <p>
          <span class="note">${nameOf('zones', permit.zone)}</span>
          <span class="note">
            ${permit.machine ? nameOf('machines', permit.machine) : say('permits.machine.any')}
          </span>
          ${
            permit.person
              ? html`<span class="note">${nameOf('people', permit.person)}</span>`
              : nothing
          }
        </p>
        <p class="note">
          ${say('permits.span', { from: brief(permit.from), until: brief(permit.until) })}
        </p>
      </div>
      ${
        isAhead(validity)
          ? html`<button
              type="button"
              aria-label=${say('permits.revoke.label', { media: permit.media })}
              @click=${() => this.#ask(permit)}
            >
              ${say('permits.revoke')}
            </button>`
          : nothing
      }
    </li>`;
  }

  #dialog(): TemplateResult {
    return html`<confirm-dialog
      .question=${say('permits.revoke.title', { media: this.revoking?.media ?? '' })}
      .action=${say('permits.revoke.confirm')}
      .details=${[say('permits.revoke.text')]}
      @confirm=${this.#revoke}
    ></confirm-dialog>`;
  }

  async #ask(permit: Permit): Promise<void> {
    this.revoking = permit;
    await this.updateComplete;
    await this.querySelector<ConfirmDialog>('confirm-dialog')?.ask();
  }

  async #revoke(): Promise<void> {
    const permit = this.revoking;
    if (!permit) {
      return;
    }
    this.fault = undefined;
    this.done = '';
    try {
      await station.revoke(permit.permit);
      this.done = say('permits.revoked', { media: permit.media });
      await this.reload();
      this.querySelector<HTMLElement>('#list-title')?.focus();
    } catch (error) {
      await this.reload();
      this.fault = error;
    }
  }
}

function isAhead(validity: Validity): boolean {
  return validity === 'valid' || validity === 'coming';
}

function brief(at: string): string {
  return siteTime.value.brief(at, new Date(), language.value);
}
