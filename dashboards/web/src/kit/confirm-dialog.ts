import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { say } from '../words/words';
import { LightElement } from './light-element';

/**
 * Asks once more before something that cannot be undone, and for a reason where one is needed. Says
 * `confirm`, with the reason, or nothing.
 */
@customElement('confirm-dialog')
export class ConfirmDialog extends LightElement {
  @property() question = '';
  @property() action = '';
  /** The label of what has to be typed; empty when nothing has. */
  @property() asks = '';
  @property({ attribute: false }) details: readonly string[] = [];
  /** What usually holds, and can be unticked; empty: there is no such thing. */
  @property() choice = '';

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="confirm-title" @close=${this.#closed}>
      <form method="dialog">
        <h2 id="confirm-title">${this.question}</h2>
        ${this.details.map((detail) => html`<p>${detail}</p>`)}
        ${
          this.asks === ''
            ? nothing
            : html`<label class="field">
                <span>${this.asks} <span class="required">${say('required')}</span></span>
                <input name="typed" required autofocus autocomplete="off" />
              </label>`
        }
        ${
          this.choice
            ? html`<label class="choice">
                <input type="checkbox" name="choice" checked />
                ${this.choice}
              </label>`
            : nothing
        }
        <div class="buttons">
          <button value="confirm" class="primary" ?autofocus=${this.asks === ''}>
            ${this.action}
          </button>
          <button value="" formnovalidate>${say('cancel')}</button>
        </div>
      </form>
    </dialog>`;
  }

  async ask(): Promise<void> {
    await this.updateComplete;
    this.#dialog.returnValue = '';
    this.querySelector('form')?.reset();
    this.#dialog.showModal();
  }

  #closed(): void {
    if (this.#dialog.returnValue === 'confirm') {
      const typed = this.querySelector<HTMLInputElement>('[name=typed]')?.value.trim() ?? '';
      this.dispatchEvent(new CustomEvent('confirm', { detail: typed }));
    }
  }

  /** Whether the choice was left as it was offered. */
  get stands(): boolean {
    return this.querySelector<HTMLInputElement>('[name=choice]')?.checked ?? true;
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector('dialog') as HTMLDialogElement;
  }
}
