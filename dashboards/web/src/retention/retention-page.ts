import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Retained } from '../api/types';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { station } from '../shell/here';
import { language, say } from '../words/words';
import './due-form';
import './hold-list';
import './request-list';

const SOON_MS = 1_000;
const SOMETIME_MS = 10_000;

/** How long personal data are kept, what is due, and its erasure by two people. */
@customElement('retention-page')
export class RetentionPage extends LightElement {
  @state() private retained: Retained | undefined;
  @state() private fault: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Following(this, language);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    return html`
      <div class="page retention" @changed=${this.#load}>
        <h1 class="unseen">${say('retention.title')}</h1>
        <div role="alert">
          ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : nothing}
        </div>
        ${this.#content()}
      </div>
    `;
  }

  #content(): TemplateResult {
    const retained = this.retained;
    if (!retained) {
      return html`<p class="note">${this.fault ? nothing : say('loading')}</p>`;
    }
    return html`<div class="columns">
      <due-form .retained=${retained}></due-form>
      <div class="stack">
        <request-list .requests=${retained.requests}></request-list>
        <hold-list .holds=${retained.holds}></hold-list>
      </div>
    </div>`;
  }

  /** Others ask and approve as well, and an erasure goes on by itself: it is looked at again. */
  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.retained = await station.retention();
      this.fault = undefined;
    } catch (error) {
      this.fault = error;
    }
    if (this.isConnected) {
      this.#timer = setTimeout(() => void this.#load(), this.#isMoving() ? SOON_MS : SOMETIME_MS);
    }
  }

  #isMoving(): boolean {
    return (
      this.retained?.reading !== undefined ||
      this.retained?.requests.some((request) => request.state === 'approved') === true
    );
  }
}
