import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { language, say } from '../words/words';
import './card-panel';
import type { Taken } from './card-panel';
import './visitor-form';
import type { VisitorForm } from './visitor-form';
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
        <card-panel
          @use=${this.#use}
          @changed=${this.#reload}
          @leave=${this.#leave}
        ></card-panel>
        <div class="columns">
          <visitor-form @registered=${this.#reload}></visitor-form>
          <visitors-inside></visitors-inside>
        </div>
      </div>
    `;
  }

  #use(use: CustomEvent<Taken>): void {
    void this.querySelector<VisitorForm>('visitor-form')?.take(use.detail);
  }

  #leave(leave: CustomEvent<string>): void {
    void this.querySelector<VisitorsInside>('visitors-inside')?.ask(leave.detail);
  }

  #reload(): void {
    void this.querySelector<VisitorsInside>('visitors-inside')?.reload();
  }
}
