import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Badge } from '../api/types';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { siteTime } from '../shell/here';
import { language, say } from '../words/words';

/** Badges whose visitors have left without giving them back. Says `back` with a badge's number. */
@customElement('badges-out')
export class BadgesOut extends LightElement {
  @property({ attribute: false }) badges: readonly Badge[] = [];

  constructor() {
    super();
    new Following(this, language, siteTime);
  }

  override render(): TemplateResult | typeof nothing {
    const out = this.badges.filter((badge) => badge.state !== 'lent');
    if (out.length === 0) {
      return nothing;
    }
    return html`<section aria-labelledby="badges-title">
      <h3 id="badges-title">${say('badges.out')}</h3>
      <ul class="rows">
        ${repeat(
          out,
          (badge) => badge.badge,
          (badge) => html`<li class="row" data-badge=${badge.badge}>
            <div>
              <p>
                <span class="name">${say('desk.badge.given', { badge: badge.badge })}</span>
                <span class="tag">${say(badge.state === 'kept' ? 'badges.kept' : 'badges.lost')}</span>
              </p>
              <p>
                <span class="note">${badge.name}</span> <span class="note">${badge.company}</span>
                <span class="note">
                  ${say('badges.since', {
                    time: siteTime.value.brief(badge.lentAt, new Date(), language.value),
                  })}
                </span>
              </p>
            </div>
            <button
              type="button"
              aria-label=${say('badges.return.label', { badge: badge.badge })}
              @click=${() =>
                this.dispatchEvent(new CustomEvent('back', { detail: badge.badge }))}
            >
              ${say('badges.return')}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }
}
