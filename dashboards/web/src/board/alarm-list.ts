import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Refused } from '../api/station';
import type { Alarm } from '../api/types';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link, oneKey, siren, siteTime, station } from '../shell/here';
import { check, warning } from '../shell/icons';
import { language, say, told } from '../words/words';
import { type Board, isUnacknowledged, raisedBetween } from './board';
import { isAcknowledgement, targetOf } from './one-key';
import { soundSiren } from './siren';

const CONFLICT = 409;
const SHOWN_AT_FIRST = 5;

/** Open alarms, the newest on top, and the one key that acknowledges. */
@customElement('alarm-list')
export class AlarmList extends LightElement {
  @state() private selected: number | undefined;
  @state() private asking: ReadonlySet<number> = new Set();
  @state() private shown = SHOWN_AT_FIRST;
  @state() private spoken = '';
  @state() private fault: unknown;
  #before: Board = link.board.value;
  #unfollow = () => {};

  constructor() {
    super();
    new Following(this, language, link.board, oneKey, siren, siteTime);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#before = link.board.value;
    this.#unfollow = link.board.follow((after) => this.#changed(after));
    addEventListener('keydown', this.#press);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow();
    removeEventListener('keydown', this.#press);
  }

  override render(): TemplateResult {
    const { alarms } = link.board.value;
    const waiting = alarms.filter(isUnacknowledged);
    const acknowledged = alarms.filter((alarm) => !isUnacknowledged(alarm));
    return html`
      <section class="alarms" aria-labelledby="alarms-title">
        ${this.#head(waiting.length, alarms.length)}
        <p class="spoken unseen" role="status" aria-live="assertive">${this.spoken}</p>
        <div role="alert">
          ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : nothing}
        </div>
        ${this.#waiting(waiting)} ${this.#acknowledged(acknowledged)}
      </section>
    `;
  }

  #head(waiting: number, open: number): TemplateResult {
    return html`<div class="section-head">
      <h2 id="alarms-title" tabindex="-1">
        ${waiting > 0 ? warning : check} ${say('alarms.title')}
      </h2>
      ${
        waiting > 0
          ? html`<p class="count">${say('alarms.count', { waiting, open })}</p>`
          : html`<p class="calm">${say('alarms.none')}</p>`
      }
      <div class="choices">
        ${choice(oneKey, say('alarms.key'))} ${choice(siren, say('alarms.siren'))}
      </div>
    </div>`;
  }

  #waiting(alarms: readonly Alarm[]): TemplateResult | typeof nothing {
    if (alarms.length === 0) {
      return nothing;
    }
    const target = oneKey.value === 'on' ? targetOf(alarms, this.selected) : undefined;
    const shown = alarms.filter((alarm, i) => i < this.shown || alarm === target);
    return html`<ul>
        ${repeat(
          shown,
          (alarm) => alarm.finding,
          (alarm) => this.#alarm(alarm, alarm === target),
        )}
      </ul>
      ${
        shown.length < alarms.length
          ? html`<button type="button" @click=${() => (this.shown = alarms.length)}>
              ${say('alarms.more', { n: alarms.length - shown.length })}
            </button>`
          : nothing
      }`;
  }

  #alarm(alarm: Alarm, isTarget: boolean): TemplateResult {
    const at = siteTime.value.brief(alarm.at, new Date(), language.value);
    const asking = this.asking.has(alarm.finding);
    return html`<li
      class="alarm ${isTarget ? 'target' : ''}"
      data-finding=${alarm.finding}
      data-rule=${alarm.rule}
      @focusin=${() => this.#select(alarm)}
      @click=${() => this.#select(alarm)}
    >
      <div class="what">
        ${this.#heading(alarm)}
        <p>${told(alarm.sentence)} ${this.#permitLink(alarm)}</p>
      </div>
      <div class="do">
        ${isTarget ? html`<kbd title=${say('alarms.key.here')}>A</kbd>` : nothing}
        <button
          type="button"
          class="primary"
          aria-label=${say('alarms.acknowledge.label', { title: told(alarm.title), time: at })}
          aria-keyshortcuts=${isTarget ? 'A' : nothing}
          ?disabled=${asking}
          @click=${() => this.#acknowledge(alarm)}
        >
          ${say(asking ? 'alarms.acknowledging' : 'alarms.acknowledge')}
        </button>
      </div>
    </li>`;
  }

  #acknowledged(alarms: readonly Alarm[]): TemplateResult | typeof nothing {
    if (alarms.length === 0) {
      return nothing;
    }
    return html`<details>
      <summary>${say('alarms.acknowledged.list', { n: alarms.length })}</summary>
      <ul>
        ${repeat(
          alarms,
          (alarm) => alarm.finding,
          (alarm) =>
            html`<li class="acknowledged" data-finding=${alarm.finding}>
              ${this.#heading(alarm)}
              <p>${told(alarm.sentence)}</p>
              <p class="by">
                ${check}
                ${
                  alarm.acknowledgedBy
                    ? say('alarms.acknowledgedBy', { by: alarm.acknowledgedBy })
                    : say('alarms.acknowledged')
                }
              </p>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #heading(alarm: Alarm): TemplateResult {
    const at = siteTime.value.brief(alarm.at, new Date(), language.value);
    return html`<div class="heading">
      <h3>${told(alarm.title)}</h3>
      ${alarm.late ? html`<span class="tag">${say('alarms.late')}</span>` : nothing}
      <time datetime=${alarm.at}>${at}</time>
    </div>`;
  }

  /** From media that nobody permitted to the page that permits it, for next time. */
  #permitLink(alarm: Alarm): TemplateResult | typeof nothing {
    const { media, machine } = alarm.subject;
    if (alarm.rule !== 'unauthorised-media' || !media) {
      return nothing;
    }
    const filled = new URLSearchParams({ media });
    if (alarm.zone) {
      filled.set('zone', alarm.zone);
    }
    if (machine) {
      filled.set('machine', machine);
    }
    return html`<a href="/permits?${filled.toString()}">${say('alarms.permit')}</a>`;
  }

  #select(alarm: Alarm): void {
    if (isUnacknowledged(alarm)) {
      this.selected = alarm.finding;
    }
  }

  #changed(after: Board): void {
    const raised = this.#before.sequence === 0 ? [] : raisedBetween(this.#before, after);
    this.#before = after;
    this.selected = targetOf(after.alarms, this.selected)?.finding;
    const newest = raised[0];
    if (newest) {
      const words = { title: told(newest.title), sentence: told(newest.sentence) };
      this.spoken = say('alarms.new', words);
      if (siren.value === 'on') {
        soundSiren();
      }
    }
  }

  readonly #press = (press: KeyboardEvent): void => {
    if (oneKey.value === 'off' || !isAcknowledgement(press) || isTyping(press.target)) {
      return;
    }
    const target = targetOf(link.board.value.alarms, this.selected);
    if (target) {
      press.preventDefault();
      void this.#acknowledge(target);
    }
  };

  async #acknowledge(alarm: Alarm): Promise<void> {
    if (this.asking.has(alarm.finding)) {
      return;
    }
    this.asking = new Set([...this.asking, alarm.finding]);
    this.fault = undefined;
    const had = this.querySelector(`[data-finding="${alarm.finding}"]`)?.matches(':focus-within');
    try {
      await station.acknowledge(alarm.finding);
      this.spoken = say('alarms.done', { title: told(alarm.title) });
    } catch (error) {
      // Somebody else was quicker: the live stream says who.
      if (!(error instanceof Refused && error.status === CONFLICT)) {
        this.fault = error;
      }
    } finally {
      this.asking = new Set([...this.asking].filter((finding) => finding !== alarm.finding));
    }
    if (had && this.fault === undefined) {
      this.querySelector<HTMLElement>('#alarms-title')?.focus();
    }
  }
}

function choice(setting: typeof oneKey, label: string): TemplateResult {
  return html`<label class="choice">
    <input
      type="checkbox"
      .checked=${setting.value === 'on'}
      @change=${(change: Event) =>
        setting.set((change.target as HTMLInputElement).checked ? 'on' : 'off')}
    />
    ${label}
  </label>`;
}

/** Letters belong to the field or dialog they are typed into. */
function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  const field = element?.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  return Boolean(field) || document.querySelector('dialog[open]') !== null;
}
