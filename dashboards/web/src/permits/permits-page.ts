import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { language, say } from '../words/words';
import './permit-form';
import './permit-list';
import type { PermitList } from './permit-list';

/** Which media may be used where, by whom and until when. */
@customElement('permits-page')
export class PermitsPage extends LightElement {
  constructor() {
    super();
    new Following(this, language);
  }

  override render(): TemplateResult {
    return html`
      <div class="page permits">
        <h1 class="unseen">${say('permits.title')}</h1>
        <div class="columns">
          <permit-form @permitted=${this.#reload}></permit-form>
          <permit-list></permit-list>
        </div>
      </div>
    `;
  }

  #reload(): void {
    void this.querySelector<PermitList>('permit-list')?.reload();
  }
}
