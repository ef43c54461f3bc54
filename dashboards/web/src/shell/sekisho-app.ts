import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../board/board-page';
import { isUnacknowledged } from '../board/board';
import { soundSiren } from '../board/siren';
import '../desk/desk-page';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import '../permits/permits-page';
import '../records/records-page';
import '../retention/retention-page';
import { language, say, told } from '../words/words';
import { link, plan, session, siren, siteTime, station, theme } from './here';
import { gate } from './icons';
import { PAGES, type Page, pathOf, Route } from './route';
import './sign-in-page';

const ASK_AGAIN_MS = 3000;

/** The frame around every page: banners, navigation, language, brightness, who is signed in. */
@customElement('sekisho-app')
export class SekishoApp extends LightElement {
  readonly #route = new Route();
  #planFor: string | undefined;
  #stopped = false;

  constructor() {
    super();
    new Following(
      this,
      this.#route,
      language,
      link.board,
      link.recording,
      link.state,
      plan,
      session,
      siteTime,
      theme,
    );
    session.follow(() => void this.#loadPlan());
    link.recording.follow(() => this.#alarm());
    this.#route.follow(() => void this.#arrive());
    void this.#ask();
  }

  override render(): TemplateResult {
    const now = session.value;
    return html`
      <a class="skip" href="#content">${say('skip')}</a>
      ${this.#header()} ${now?.signedIn ? this.#staleness() : nothing}
      ${now?.signedIn ? this.#recording() : nothing}
      <main id="content" tabindex="-1">${this.#content()}</main>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    document.documentElement.lang = language.value;
    document.documentElement.dataset['theme'] = theme.value;
    document.title = this.#title();
  }

  #content(): TemplateResult {
    const now = session.value;
    if (!now) {
      return html`<p class="page">${say('loading')}</p>`;
    }
    if (!now.signedIn) {
      return html`<sign-in-page></sign-in-page>`;
    }
    switch (this.#route.value) {
      case 'board':
        return html`<board-page></board-page>`;
      case 'desk':
        return html`<desk-page></desk-page>`;
      case 'permits':
        return html`<permits-page></permits-page>`;
      case 'records':
        return html`<records-page></records-page>`;
      case 'retention':
        return html`<retention-page></retention-page>`;
    }
  }

  #header(): TemplateResult {
    const now = session.value;
    return html`
      <header>
        ${now?.demo ? html`<p class="demo">${say('demo')}</p>` : nothing}
        <div class="frame">${this.#frame()}</div>
      </header>
    `;
  }

  #frame(): TemplateResult {
    const now = session.value;
    return html`
      <div class="brand">
        ${gate}
        <span class="product">${say('product')}</span>
        ${now?.site ? html`<span class="site">${now.site}</span>` : nothing}
      </div>
      ${
        now?.signedIn
          ? html`<nav aria-label=${say('nav')}>
              <ul>
                ${PAGES.map((page) => this.#navigation(page))}
              </ul>
            </nav>`
          : nothing
      }
      <div class="settings">
        ${now?.signedIn ? this.#liveness() : nothing} ${this.#brightness()}
        <button
          type="button"
          class="quiet"
          lang=${language.value === 'ja' ? 'en' : 'ja'}
          title=${say('settings.language.label')}
          @click=${this.#switchLanguage}
        >
          ${say('settings.language')}
        </button>
        ${now?.signedIn ? this.#leaving(now.user ?? '') : nothing}
      </div>
    `;
  }

  #leaving(user: string): TemplateResult {
    return html`<button
      type="button"
      class="quiet"
      title=${say('settings.user', { user })}
      @click=${this.#signOut}
    >
      ${say('settings.signOut')}
    </button>`;
  }

  #navigation(page: Page): TemplateResult {
    const waiting = page === 'board' ? this.#waiting() : 0;
    const current = page === this.#route.value;
    return html`<li>
      <a href=${pathOf(page)} aria-current=${current ? 'page' : nothing}>
        ${say(`nav.${page}`)}
        ${
          waiting > 0
            ? html`<span class="badge" aria-hidden="true">${waiting}</span>
                <span class="unseen">${say('nav.alarms', { n: waiting })}</span>`
            : nothing
        }
      </a>
    </li>`;
  }

  #liveness(): TemplateResult | typeof nothing {
    const { stale, asOf } = link.state.value;
    if (stale) {
      return nothing;
    }
    return html`<span class="fresh">
      ${asOf ? say('fresh', { time: siteTime.value.second(asOf) }) : say('fresh.connecting')}
    </span>`;
  }

  #staleness(): TemplateResult {
    const { stale, asOf } = link.state.value;
    const text = asOf ? say('stale', { time: siteTime.value.second(asOf) }) : say('stale.never');
    return html`<div class="stale-place" role="alert">
      ${
        stale
          ? html`<div class="stale">
              <strong>${text}</strong>
              <span>${say('stale.trying')}</span>
            </div>`
          : nothing
      }
    </div>`;
  }

  #recording(): TemplateResult {
    const recording = link.recording.value;
    return html`<div class="recording-place" role="alert">
      ${
        recording
          ? html`<div class=${recording.going ? 'recording is-going' : 'recording'}>
              <strong>${told(recording.title)}</strong>
              <span>${told(recording.advice)}</span>
              <span class="since">
                ${say('recording.since', { time: siteTime.value.second(recording.since) })}
              </span>
            </div>`
          : nothing
      }
    </div>`;
  }

  #brightness(): TemplateResult {
    return html`<select
      class="quiet"
      aria-label=${say('settings.theme')}
      @change=${(change: Event) => theme.set(chosen(change))}
    >
      ${(['system', 'light', 'dark'] as const).map(
        (choice) =>
          html`<option value=${choice} ?selected=${choice === theme.value}>
            ${say(`settings.theme.${choice}`)}
          </option>`,
      )}
    </select>`;
  }

  #title(): string {
    const now = session.value;
    const page = say(now?.signedIn ? `${this.#route.value}.title` : 'signIn.title');
    const whole = say('title.page', { page, site: now?.site ?? '' });
    const waiting = this.#waiting();
    const counted = waiting > 0 ? say('title.alarms', { n: waiting, title: whole }) : whole;
    return now?.signedIn && link.state.value.stale
      ? say('title.stale', { title: counted })
      : counted;
  }

  #waiting(): number {
    return link.board.value.alarms.filter(isUnacknowledged).length;
  }

  /** Sounds once when the recording stops. */
  #alarm(): void {
    const stopped = link.recording.value?.going === false;
    if (stopped && !this.#stopped && siren.value === 'on') {
      soundSiren();
    }
    this.#stopped = stopped;
  }

  #switchLanguage(): void {
    language.set(language.value === 'ja' ? 'en' : 'ja');
  }

  async #signOut(): Promise<void> {
    try {
      await station.signOut();
    } finally {
      await this.#ask();
    }
  }

  /** Asks who is signed in until the station answers. */
  async #ask(): Promise<void> {
    try {
      session.set(await station.session());
    } catch {
      setTimeout(() => void this.#ask(), ASK_AGAIN_MS);
    }
  }

  /** The plan is loaded once for whoever signs in. */
  async #loadPlan(): Promise<void> {
    const now = session.value;
    const user = now?.signedIn ? now.user : undefined;
    if (user === undefined || user === this.#planFor) {
      return;
    }
    try {
      plan.set(await station.plan());
      this.#planFor = user;
    } catch {
      setTimeout(() => void this.#loadPlan(), ASK_AGAIN_MS);
    }
  }

  /** A new page begins at its heading, also for those who hear it. */
  async #arrive(): Promise<void> {
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }
}

function chosen(change: Event): 'system' | 'light' | 'dark' {
  return (change.target as HTMLSelectElement).value as 'system' | 'light' | 'dark';
}
