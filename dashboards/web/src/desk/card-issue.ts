import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CardOwner } from '../api/types';
import { Following } from '../kit/following';
import { field } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { plan } from '../shell/here';
import { language, say } from '../words/words';
import './person-picker';

/** To whom a card that nobody knows is issued: a person, or a badge. Says `issue`. */
@customElement('card-issue')
export class CardIssue extends LightElement {
  @state() private to: 'person' | 'badge' = 'person';
  @state() private person = '';

  constructor() {
    super();
    new Following(this, language, plan);
  }

  override render(): TemplateResult {
    return html`<details class="card-issue">
      <summary>${say('card.issue')}</summary>
      <form novalidate autocomplete="off" @submit=${this.#submit}>
        <fieldset class="field">
          <legend>${say('card.issue.to')}</legend>
          <div class="radios">
            ${(['person', 'badge'] as const).map(
              (to) =>
                html`<label class="choice">
                  <input
                    type="radio"
                    name="to"
                    value=${to}
                    ?checked=${to === this.to}
                    @change=${() => (this.to = to)}
                  />
                  ${say(`card.issue.${to}`)}
                </label>`,
            )}
          </div>
        </fieldset>
        ${this.to === 'person' ? this.#people() : this.#badge()}
        <div class="buttons"><button>${say('card.issue.do')}</button></div>
      </form>
    </details>`;
  }

  #people(): TemplateResult {
    return field({
      id: 'holder',
      label: say('card.issue.holder'),
      required: true,
      faults: [],
      control: (described) =>
        html`<person-picker
          field="holder"
          .people=${plan.value.people}
          .value=${this.person}
          .described=${described}
          @pick=${(pick: CustomEvent<string>) => (this.person = pick.detail)}
        ></person-picker>`,
    });
  }

  #badge(): TemplateResult {
    return field({
      id: 'card-badge',
      label: say('desk.badge'),
      required: true,
      faults: [],
      control: () => html`<input id="card-badge" name="badge" aria-required="true" />`,
    });
  }

  #submit(submit: SubmitEvent): void {
    submit.preventDefault();
    const form = new FormData(submit.target as HTMLFormElement);
    const badge = String(form.get('badge') ?? '').trim();
    const owner: CardOwner = this.to === 'person' ? { person: this.person } : { badge };
    this.dispatchEvent(new CustomEvent('issue', { detail: owner }));
  }
}
