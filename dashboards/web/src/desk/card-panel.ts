import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CardMeaning, CardOwner, Visit } from '../api/types';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link, nameOf, plan, station } from '../shell/here';
import { language, say } from '../words/words';
import './card-issue';
import { desk, NO_DESK } from './desk-choice';
import { LastCard } from './laid-card';

/**
 * The card that was laid on the reader of this desk, whose it is and what can be done about it.
 * Says `use` with what a registration may take from it, `leave` with a visit whose visitor is to be
 * signed out, and `changed` when it changed anything.
 */
@customElement('card-panel')
export class CardPanel extends LightElement {
  @state() private meaning: CardMeaning | undefined;
  @state() private done = '';
  @state() private fault: unknown;
  readonly #last = new LastCard(undefined);
  #unfollow: (() => void)[] = [];

  constructor() {
    super();
    new Following(this, language, plan, desk, link.board);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#last.choose(desk.value);
    this.#last.look(link.board.value);
    this.#unfollow = [
      desk.follow((chosen) => this.#last.choose(chosen)),
      link.board.follow((board) => this.#last.look(board)),
      this.#last.follow((card) => void this.#show(card?.card)),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const unfollow of this.#unfollow) {
      unfollow();
    }
  }

  override render(): TemplateResult | typeof nothing {
    if (plan.value.desks.length === 0) {
      return nothing;
    }
    return html`
      <section class="panel card-panel" aria-labelledby="card-title">
        <div class="section-head">
          <h2 id="card-title">${say('card.title')}</h2>
          ${this.#choice()}
        </div>
        <div role="status">
          ${this.done ? html`<p class="done">${this.done}</p>` : nothing}
          ${this.#said()}
        </div>
        <div role="alert">
          ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : nothing}
        </div>
        ${this.meaning ? this.#actions(this.meaning) : nothing}
      </section>
    `;
  }

  #choice(): TemplateResult {
    return html`<label class="desk-choice">
      <span>${say('card.desk')}</span>
      <select
        id="desk"
        @change=${(change: Event) => desk.set((change.target as HTMLSelectElement).value)}
      >
        <option value=${NO_DESK} ?selected=${desk.value === NO_DESK}>${say('card.desk.none')}</option>
        ${plan.value.desks.map(
          (one) =>
            html`<option value=${one.id} ?selected=${one.id === desk.value}>${one.name}</option>`,
        )}
      </select>
    </label>`;
  }

  #said(): TemplateResult {
    const meaning = this.meaning;
    if (meaning) {
      return html`<p class="card-said"><strong>${said(meaning)}</strong></p>`;
    }
    if (desk.value === NO_DESK) {
      return html`<p class="note">${say('card.choose')}</p>`;
    }
    const source = link.board.value.sources.find((one) => one.id === desk.value);
    return source?.state === 'offline'
      ? html`<p class="warn">${say('card.offline')}</p>`
      : html`<p class="note">${say('card.lay')}</p>`;
  }

  #actions(meaning: CardMeaning): TemplateResult {
    return html`<div class="buttons">
        ${this.#main(meaning)}
        ${
          meaning.issued && !meaning.visit
            ? html`<button type="button" @click=${() => this.#revoke(meaning)}>
                ${say('card.revoke')}
              </button>`
            : nothing
        }
        <button type="button" @click=${this.#clear}>${say('card.next')}</button>
      </div>
      ${
        meaning.means === 'unknown'
          ? html`<card-issue @issue=${(issue: CustomEvent<CardOwner>) =>
              this.#issue(meaning, issue.detail)}></card-issue>`
          : nothing
      }`;
  }

  /** What is mostly wanted of such a card; it has the focus, so that Enter does it. */
  #main(meaning: CardMeaning): TemplateResult | typeof nothing {
    const { visit, before, badge, person, lent } = meaning;
    if (visit) {
      return button(say('card.leave', { name: visit.name }), () =>
        meaning.means === 'badge' ? this.#leave(visit) : this.#ask(visit),
      );
    }
    switch (meaning.means) {
      case 'badge':
        return lent
          ? button(say('card.badge.return'), () => this.#giveBack(badge ?? ''))
          : button(say('card.badge.use'), () => this.#use({ badge: badge ?? '' }));
      case 'person':
        return button(say('card.person.escort'), () => this.#use({ escort: person?.id ?? '' }));
      case 'visitor':
        return before
          ? button(say('card.visitor.again'), () => this.#use({ before, card: meaning.card }))
          : nothing;
      case 'unknown':
        return button(say('card.unknown.visitor'), () => this.#use({ card: meaning.card }));
      case 'unusable':
        return nothing;
    }
  }

  async #show(card: number | undefined): Promise<void> {
    this.done = '';
    this.fault = undefined;
    this.meaning = undefined;
    if (card === undefined) {
      return;
    }
    await this.#refresh(card);
    await this.updateComplete;
    // Somebody who is filling in a form is not to lose the place.
    if (!typing()) {
      this.querySelector<HTMLElement>('.buttons .primary')?.focus();
    }
  }

  async #refresh(card: number): Promise<void> {
    try {
      this.meaning = await station.card(card);
    } catch (error) {
      this.fault = error;
    }
  }

  /** Whose badge lies here has given it back. */
  async #leave(visit: Visit): Promise<void> {
    await this.#do(() => station.leave(visit.visit), say('desk.left', { name: visit.name }));
  }

  #ask(visit: Visit): void {
    this.#clear();
    this.dispatchEvent(new CustomEvent('leave', { detail: visit.visit }));
  }

  async #giveBack(badge: string): Promise<void> {
    await this.#do(() => station.giveBack(badge), say('badge.returned', { badge }));
  }

  async #issue(meaning: CardMeaning, owner: CardOwner): Promise<void> {
    await this.#do(() => station.issueCard(meaning.card, owner), say('card.issued'), meaning.card);
  }

  async #revoke(meaning: CardMeaning): Promise<void> {
    await this.#do(() => station.revokeCard(meaning.card), say('card.revoked'), meaning.card);
  }

  async #do(deed: () => Promise<void>, done: string, stays?: number): Promise<void> {
    this.fault = undefined;
    try {
      await deed();
      this.done = done;
      this.meaning = undefined;
      if (stays !== undefined) {
        await this.#refresh(stays);
      }
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.fault = error;
    }
  }

  #use(taken: Taken): void {
    this.dispatchEvent(new CustomEvent('use', { detail: taken }));
    this.meaning = undefined;
    this.done = say('card.used');
  }

  #clear(): void {
    this.meaning = undefined;
    this.done = '';
    this.fault = undefined;
  }
}

/** What a registration takes from a card. */
export interface Taken {
  readonly badge?: string;
  readonly escort?: string;
  readonly before?: Visit;
  /** The card becomes the visitor's own. */
  readonly card?: number;
}

function typing(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLInputElement && field.value !== '';
}

function button(label: string, click: () => unknown): TemplateResult {
  return html`<button type="button" class="primary" @click=${click}>${label}</button>`;
}

function said(meaning: CardMeaning): string {
  const { badge = '', visit, before, person } = meaning;
  switch (meaning.means) {
    case 'person':
      return say('card.is.person', { name: person?.name ?? '' });
    case 'badge':
      if (visit) {
        return say('card.is.badge.lent', {
          badge,
          name: visit.name,
          zone: nameOf('zones', visit.zone),
        });
      }
      return say(meaning.lent ? 'card.is.badge.out' : 'card.is.badge', { badge });
    case 'visitor':
      return visit
        ? say('card.is.visitor', { name: visit.name, zone: nameOf('zones', visit.zone) })
        : say('card.is.visitor.before', { name: before?.name ?? '' });
    case 'unknown':
      return say('card.is.unknown');
    case 'unusable':
      return say('card.is.unusable');
  }
}
