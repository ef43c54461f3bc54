import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Badge, Visit } from '../api/types';
import '../kit/confirm-dialog';
import type { ConfirmDialog } from '../kit/confirm-dialog';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { link, nameOf, plan, siteTime, station } from '../shell/here';
import { language, say } from '../words/words';
import './badges-out';

/** Visitors who have not left, those due first on top, each with a button to sign out. */
@customElement('visitors-inside')
export class VisitorsInside extends LightElement {
  @state() private visits: readonly Visit[] | undefined;
  @state() private badges: readonly Badge[] = [];
  @state() private leaving: Visit | undefined;
  @state() private done = '';
  @state() private fault: unknown;
  #seen = 0;
  #unfollow = () => {};

  constructor() {
    super();
    new Following(this, language, plan, siteTime, link.state);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.reload();
    this.#unfollow = link.board.follow((board) => {
      const newest =
        board.facts.find((fact) => /^(visit|badge)\./.test(fact.type))?.sequence ?? 0;
      if (newest !== this.#seen) {
        this.#seen = newest;
        void this.reload();
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow();
  }

  async reload(): Promise<void> {
    try {
      const [visits, badges] = await Promise.all([station.visitsInside(), station.badges()]);
      this.badges = badges;
      this.visits = [...visits].sort((a, b) => due(a) - due(b));
    } catch (error) {
      this.fault = error;
    }
  }

  /** Asks whether a visitor is to be signed out. */
  async ask(id: string): Promise<void> {
    await this.reload();
    const visit = this.visits?.find((one) => one.visit === id);
    if (visit) {
      await this.#ask(visit);
    }
  }

  override render(): TemplateResult {
    const visits = this.visits;
    return html`
      <section class="panel" aria-labelledby="inside-title">
        <div class="section-head">
          <h2 id="inside-title" tabindex="-1">${say('desk.inside')}</h2>
          ${
            visits && visits.length > 0
              ? html`<p class="count">${say('desk.inside.count', { n: visits.length })}</p>`
              : nothing
          }
        </div>
        <p class="done" role="status">${this.done}</p>
        <div role="alert">
          ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : nothing}
        </div>
        ${
          !visits
            ? html`<p class="note">${this.fault ? nothing : say('loading')}</p>`
            : visits.length === 0
              ? html`<p class="note">${say('desk.inside.none')}</p>`
              : html`<ul class="rows">
                  ${repeat(
                    visits,
                    (visit) => visit.visit,
                    (visit) => this.#row(visit),
                  )}
                </ul>`
        }
        <badges-out
          .badges=${this.badges}
          @back=${(back: CustomEvent<string>) => this.#giveBack(back.detail)}
        ></badges-out>
        ${this.#dialog()}
      </section>
    `;
  }

  #row(visit: Visit): TemplateResult {
    const overdue = due(visit) < Date.now();
    return html`<li class="row" data-visit=${visit.visit}>
      <div>
        <p>
          <span class="name">${visit.name}</span>
          <span class="note">${visit.company}</span>
          ${
            visit.badge
              ? html`<span class="tag">${say('desk.badge.given', { badge: visit.badge })}</span>`
              : nothing
          }
        </p>
        <p>
          <span class="note">${nameOf('zones', visit.zone)}</span>
          <span class="note">${visit.purpose}</span>
          ${
            visit.escort
              ? html`<span class="note">
                  ${say('inside.escort', { name: nameOf('people', visit.escort) })}
                </span>`
              : nothing
          }
          ${
            visit.carriedItems.length > 0
              ? html`<span class="note">
                  ${say('desk.items.carried', { items: listed(visit.carriedItems) })}
                </span>`
              : nothing
          }
        </p>
        <p>
          <span class="note">${say('desk.registered', { time: brief(visit.registeredAt) })}</span>
          ${
            visit.plannedExit
              ? html`<span class="note ${overdue ? 'warn' : ''}">
                  ${say(overdue ? 'inside.overdue' : 'inside.plannedExit', {
                    time: brief(visit.plannedExit),
                  })}
                </span>`
              : nothing
          }
        </p>
      </div>
      <button
        type="button"
        aria-label=${say('desk.leave.label', { name: visit.name })}
        @click=${() => this.#ask(visit)}
      >
        ${say('desk.leave')}
      </button>
    </li>`;
  }

  #dialog(): TemplateResult {
    const visit = this.leaving;
    const details: string[] = [];
    if (visit && visit.carriedItems.length > 0) {
      details.push(say('desk.leave.items', { items: listed(visit.carriedItems) }));
    }
    return html`<confirm-dialog
      .question=${say('desk.leave.title', { name: visit?.name ?? '' })}
      .action=${say('desk.leave.confirm')}
      .details=${[...details, say('desk.leave.final')]}
      .choice=${visit?.badge ? say('desk.leave.badge', { badge: visit.badge }) : ''}
      @confirm=${this.#leave}
    ></confirm-dialog>`;
  }

  async #giveBack(badge: string): Promise<void> {
    this.fault = undefined;
    this.done = '';
    try {
      await station.giveBack(badge);
      this.done = say('badge.returned', { badge });
    } catch (error) {
      this.fault = error;
    }
    await this.reload();
    this.querySelector<HTMLElement>('#inside-title')?.focus();
  }

  async #ask(visit: Visit): Promise<void> {
    this.leaving = visit;
    await this.updateComplete;
    await this.querySelector<ConfirmDialog>('confirm-dialog')?.ask();
  }

  async #leave(): Promise<void> {
    const back = this.querySelector<ConfirmDialog>('confirm-dialog')?.stands ?? true;
    const visit = this.leaving;
    if (!visit) {
      return;
    }
    this.fault = undefined;
    this.done = '';
    try {
      await station.leave(visit.visit, back ? 'returned' : 'kept');
      this.done = back
        ? say('desk.left', { name: visit.name })
        : say('desk.left.badge', { name: visit.name, badge: visit.badge ?? '' });
      await this.reload();
      this.querySelector<HTMLElement>('#inside-title')?.focus();
    } catch (error) {
      await this.reload();
      this.fault = error;
    }
  }
}

function due(visit: Visit): number {
  return visit.plannedExit ? Date.parse(visit.plannedExit) : Number.MAX_SAFE_INTEGER;
}

function brief(at: string): string {
  return siteTime.value.brief(at, new Date(), language.value);
}

function listed(items: readonly string[]): string {
  return items.join(language.value === 'ja' ? '、' : ', ');
}
