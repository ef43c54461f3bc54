import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { inWords } from '../kit/failing';
import { Following } from '../kit/following';
import { LightElement } from '../kit/light-element';
import { language, say } from '../words/words';
import { session, station } from './here';

/** Who is there? */
@customElement('sign-in-page')
export class SignInPage extends LightElement {
  @state() private fault: unknown;
  @state() private busy = false;

  constructor() {
    super();
    new Following(this, language);
  }

  override render(): TemplateResult {
    return html`
      <div class="page narrow">
        <h1>${say('signIn.title')}</h1>
        <form class="panel" @submit=${this.#submit}>
          <div role="alert">
            ${this.fault ? html`<p class="fault">${inWords(this.fault)}</p>` : ''}
          </div>
          <div class="field">
            <label for="user">${say('signIn.user')}</label>
            <input
              id="user"
              name="user"
              required
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
            />
          </div>
          <div class="field">
            <label for="password">${say('signIn.password')}</label>
            <input
              id="password"
              name="password"
              type="password"
              required
              autocomplete="current-password"
            />
          </div>
          <button class="primary" ?disabled=${this.busy}>${say('signIn.submit')}</button>
        </form>
      </div>
    `;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('#user')?.focus();
  }

  async #submit(submit: SubmitEvent): Promise<void> {
    submit.preventDefault();
    const form = new FormData(submit.target as HTMLFormElement);
    this.fault = undefined;
    this.busy = true;
    try {
      session.set(await station.signIn(String(form.get('user')), String(form.get('password'))));
    } catch (error) {
      this.fault = error;
      this.querySelector<HTMLInputElement>('#password')?.select();
    } finally {
      this.busy = false;
    }
  }
}
