import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ErasureRequest } from '../api/types';
import '../kit/confirm-dialog';
import type { ConfirmDialog } from '../kit/confirm-dialog';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { session, siteTime, station } from '../shell/here';
import { download } from '../shell/icons';
import { language, say } from '../words/words';

const TONES: Record<ErasureRequest['state'], string> = {
  waiting: 'warn',
  approved: 'warn',
  done: 'good',
  refused: 'unknown',
};

/** Who has asked for which erasure; who did not may approve it. Says `changed`. */
@customElement('request-list')
export class RequestList extends LightElement {
  @property({ attribute: false }) requests: readonly ErasureRequest[] = [];
  @state() private chosen: ErasureRequest | undefined;
  @state() private refusing = false;
  @state() private done = '';
  @state() private fault: unknown;

  constructor() {
    super();
    new Following(this, language, session, siteTime);
  }

  override render(): TemplateResult {
    return html`
      <section class="panel" aria-labelledby="requests-title">
        <h2 id="requests-title" tabindex="-1">${say('retention.requests')}</h2>
        <p class="done" role="status">${this.done}</p>
        <div role="alert">
          ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : nothing}
        </div>
        ${
          this.requests.length === 0
            ? html`<p class="note">${say('retention.requests.none')}</p>`
            : html`<ul class="rows">
                ${repeat(
                  this.requests,
                  (one) => one.request,
                  (one) => this.#row(one),
                )}
              </ul>`
        }
        ${this.#dialog()}
      </section>
    `;
  }

  #row(one: ErasureRequest): TemplateResult {
    return html`<li class="row" data-request=${one.request}>
      <div>
        <p>
          <strong>${one.request}</strong>
          <span class="tag ${TONES[one.state]}">${say(`retention.state.${one.state}`)}</span>
        </p>
        <p>${one.reason}</p>
        <p>
          <span>${say('retention.by', { by: one.by, time: brief(one.at) })}</span>
          ${
            one.approvedBy
              ? html`<span>${say('retention.approvedBy', { by: one.approvedBy })}</span>`
              : nothing
          }
        </p>
        <details>
          <summary>${say('retention.subjects', { n: one.count })}</summary>
          <ul class="subjects mono">
            ${one.subjects.map((subject) => html`<li>${subject}</li>`)}
          </ul>
        </details>
      </div>
      ${this.#deeds(one)}
    </li>`;
  }

  #deeds(one: ErasureRequest): TemplateResult | typeof nothing {
    if (one.state === 'done') {
      return html`<a
        class="button"
        download
        href=${station.certificateAddress(one.request, language.value)}
        aria-label=${say('retention.certificate.label', { request: one.request })}
      >
        ${download} ${say('retention.certificate')}
      </a>`;
    }
    if (one.state !== 'waiting') {
      return nothing;
    }
    const own = one.by === session.value?.user;
    return html`<div class="buttons">
      ${
        own
          ? html`<p class="hint">${say('retention.own')}</p>`
          : html`<button
              type="button"
              class="primary"
              aria-label=${say('retention.approve.label', { request: one.request })}
              @click=${() => this.#ask(one, false)}
            >
              ${say('retention.approve')}
            </button>`
      }
      <button
        type="button"
        aria-label=${say(own ? 'retention.withdraw.label' : 'retention.refuse.label', {
          request: one.request,
        })}
        @click=${() => this.#ask(one, true)}
      >
        ${say(own ? 'retention.withdraw' : 'retention.refuse')}
      </button>
    </div>`;
  }

  #dialog(): TemplateResult {
    const one = this.chosen;
    const request = one?.request ?? '';
    return this.refusing
      ? html`<confirm-dialog
          .question=${say('retention.refuse.title', { request })}
          .action=${say('retention.refuse.confirm')}
          .asks=${say('retention.reason')}
          @confirm=${this.#refuse}
        ></confirm-dialog>`
      : html`<confirm-dialog
          .question=${say('retention.approve.title', { request, n: one?.count ?? 0 })}
          .action=${say('retention.approve.confirm')}
          .details=${[one?.reason ?? '', say('retention.approve.text')]}
          @confirm=${this.#approve}
        ></confirm-dialog>`;
  }

  async #ask(one: ErasureRequest, refusing: boolean): Promise<void> {
    this.chosen = one;
    this.refusing = refusing;
    await this.updateComplete;
    await this.querySelector<ConfirmDialog>('confirm-dialog')?.ask();
  }

  #approve(): void {
    const request = this.chosen?.request ?? '';
    void this.#take(() => station.approveErasure(request), say('retention.approved', { request }));
  }

  #refuse(confirm: CustomEvent<string>): void {
    const request = this.chosen?.request ?? '';
    void this.#take(
      () => station.refuseErasure(request, confirm.detail),
      say('retention.refused', { request }),
    );
  }

  async #take(step: () => Promise<void>, done: string): Promise<void> {
    this.done = '';
    this.fault = undefined;
    try {
      await step();
      this.done = done;
    } catch (error) {
      this.fault = error;
    }
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true }));
    this.querySelector<HTMLElement>('#requests-title')?.focus();
  }
}

function brief(at: string): string {
  return siteTime.value.brief(at, new Date(), language.value);
}
