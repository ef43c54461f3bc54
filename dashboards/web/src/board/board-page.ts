import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link } from '../shell/here';
import { language, say } from '../words/words';
import './alarm-list';
import './fact-list';
import './source-list';
import './zone-list';

/** Who is inside, what the doors and machines do, what needs somebody. */
@customElement('board-page')
export class BoardPage extends LightElement {
  constructor() {
    super();
    new Following(this, language, link.state);
  }

  override render(): TemplateResult {
    return html`
      <div class="page board ${link.state.value.stale ? 'is-stale' : ''}">
        <h1 class="unseen">${say('board.title')}</h1>
        <alarm-list></alarm-list>
        <div class="columns">
          <zone-list></zone-list>
          <div class="aside">
            <source-list></source-list>
            <fact-list></fact-list>
          </div>
        </div>
      </div>
    `;
  }
}
