import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Source } from '../api/types';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link, nameOf, plan, siteTime } from '../shell/here';
import { language, say } from '../words/words';
import { byPlan } from './order';

/** Sensors and links that do not answer: what the board cannot see at the moment. */
@customElement('source-list')
export class SourceList extends LightElement {
  constructor() {
    super();
    new Following(this, language, link.board, plan, siteTime);
  }

  override render(): TemplateResult {
    const { sources } = link.board.value;
    const silent = byPlan(
      sources.filter((source) => source.state !== 'online'),
      [],
    );
    return html`
      <section class="sources panel" aria-labelledby="sources-title">
        <h2 id="sources-title">${say('sources.title')}</h2>
        ${
          silent.length > 0
            ? html`<ul>
                ${silent.map((source) => this.#source(source))}
              </ul>`
            : nothing
        }
        <p class="note">${summary(sources.length, silent.length)}</p>
      </section>
    `;
  }

  #source(source: Source): TemplateResult {
    const tone = source.state === 'unknown' ? 'unknown' : 'bad';
    return html`<li data-source=${source.id}>
      <span class="name mono">${source.id}</span>
      <span class="tag ${tone}">
        ${say(`sources.${source.state}`)}
      </span>
      ${
        source.since
          ? html`<span class="note">
              ${say('sources.since', {
                time: siteTime.value.brief(source.since, new Date(), language.value),
              })}
            </span>`
          : nothing
      }
      ${source.zone ? html`<span class="note">${nameOf('zones', source.zone)}</span>` : nothing}
      ${source.reason ? html`<span class="note">${source.reason}</span>` : nothing}
    </li>`;
  }
}

function summary(all: number, silent: number): string {
  if (all === 0) {
    return say('sources.none');
  }
  return silent === 0
    ? say('sources.allOnline', { n: all })
    : say('sources.others', { n: all - silent });
}
