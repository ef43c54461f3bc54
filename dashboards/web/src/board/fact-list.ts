import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveFact } from '../api/types';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link, siteTime } from '../shell/here';
import { language, say, told } from '../words/words';

const STEP = 25;

/** The last facts of the journal, the newest on top. */
@customElement('fact-list')
export class FactList extends LightElement {
  @state() private shown = STEP;

  constructor() {
    super();
    new Following(this, language, link.board, siteTime);
  }

  override render(): TemplateResult {
    const { facts } = link.board.value;
    return html`
      <section class="facts panel" aria-labelledby="facts-title">
        <h2 id="facts-title">${say('facts.title')}</h2>
        ${facts.length === 0 ? html`<p class="note">${say('facts.none')}</p>` : nothing}
        <ol>
          ${repeat(
            facts.slice(0, this.shown),
            (fact) => fact.sequence,
            (fact) => this.#fact(fact),
          )}
        </ol>
        ${
          facts.length > this.shown
            ? html`<button type="button" @click=${() => (this.shown += STEP)}>
                ${say('facts.more')}
              </button>`
            : nothing
        }
      </section>
    `;
  }

  #fact(fact: LiveFact): TemplateResult {
    return html`<li class=${kindOf(fact.type)} data-sequence=${fact.sequence}>
      <time datetime=${fact.at}>${siteTime.value.second(fact.at)}</time>
      <span>${told(fact.text)}</span>
    </li>`;
  }
}

/** Findings and deeds stand out from what sensors say. */
function kindOf(type: string): string {
  return type.startsWith('finding.') ? 'finding' : type.startsWith('alarm.') ? 'deed' : '';
}
