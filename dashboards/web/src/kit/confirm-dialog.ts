import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { say } from '../words/words';
import { LightElement } from './light-element';

/** Asks once more before something that cannot be undone. Says `confirm` or nothing. */
@customElement('confirm-dialog')
export class ConfirmDialog extends LightElement {
  @property() question = '';
  @property() action = '';
  @property({ attribute: false }) details: readonly string[] = [];

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="confirm-title" @close=${this.#closed}>
      <form method="dialog">
        <h2 id="confirm-title">${this.question}</h2>
        ${this.details.map((detail) => html`<p>${detail}</p>`)}
        <div class="buttons">
          <button value="confirm" class="primary" autofocus>${this.action}</button>
          <button value="">${say('cancel')}</button>
        </div>
      </form>
    </dialog>`;
  }

  async ask(): Promise<void> {
    await this.updateComplete;
    this.#dialog.returnValue = '';
    this.#dialog.showModal();
  }

  #closed(): void {
    if (this.#dialog.returnValue === 'confirm') {
      this.dispatchEvent(new CustomEvent('confirm'));
    }
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector('dialog') as HTMLDialogElement;
  }
}
