import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { language, say } from '../words/words';
import './visitor-form';
import './visitors-inside';
import type { VisitorsInside } from './visitors-inside';

/** Where visitors are registered and signed out. */
@customElement('desk-page')
export class DeskPage extends LightElement {
  constructor() {
    super();
    new Following(this, language);
  }

  override render(): TemplateResult {
    return html`
      <div class="page desk">
        <h1 class="unseen">${say('desk.title')}</h1>
        <div class="columns">
          <visitor-form @registered=${this.#reload}></visitor-form>
          <visitors-inside></visitors-inside>
        </div>
      </div>
    `;
  }

  #reload(): void {
    void this.querySelector<VisitorsInside>('visitors-inside')?.reload();
  }
}
