import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Named } from '../api/types';
import type { Described } from '../kit/form';
import { LightElement } from '../kit/light-element';
import { station } from '../shell/here';
import { say } from '../words/words';
import { matching, named } from './people';

const SHOWN_MAX = 12;

/** As many people as the plan holds; where there are more, the station is asked. */
const PLAN_MAX = 500;

/** A field in which a person is found by typing; says `pick` with the person's id, or ''. */
@customElement('person-picker')
export class PersonPicker extends LightElement {
  /** The id of the field itself, for its label. */
  @property() field = '';
  @property({ attribute: false }) people: readonly Named[] = [];
  @property({ attribute: false }) described: Described = { invalid: nothing, describedBy: nothing };
  /** The id of the person picked. */
  @property() value = '';
  /** People the station found who are not in the plan. */
  @state() private others: readonly Named[] = [];
  @state() private typed = '';
  @state() private open = false;
  @state() private active = -1;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('value') && this.value !== (named(this.#known(), this.typed)?.id ?? '')) {
      this.typed = this.#known().find((person) => person.id === this.value)?.name ?? '';
    }
  }

  override render(): TemplateResult {
    const found = this.#found();
    const list = `${this.field}-list`;
    return html`
      <div class="picker">
        <input
          id=${this.field}
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-controls=${list}
          aria-expanded=${this.open}
          aria-activedescendant=${this.active >= 0 && this.open ? `${list}-${this.active}` : nothing}
          aria-invalid=${this.described.invalid}
          aria-describedby=${this.described.describedBy}
          placeholder=${say('picker.search')}
          .value=${this.typed}
          @input=${this.#type}
          @keydown=${this.#key}
          @click=${() => this.#show()}
          @blur=${this.#settle}
        />
        <ul id=${list} role="listbox" aria-label=${say('picker.search')} ?hidden=${!this.open}>
          ${found.map(
            (person, i) =>
              html`<li
                id="${list}-${i}"
                role="option"
                aria-selected=${i === this.active}
                @mousedown=${(press: Event) => this.#press(press, person)}
              >
                ${person.name} <span class="note mono">${person.id}</span>
              </li>`,
          )}
        </ul>
        <p class="unseen" role="status">${this.open ? this.#summary(found.length) : ''}</p>
        ${
          this.open && found.length === 0
            ? html`<p class="nobody">${say('picker.none')}</p>`
            : nothing
        }
      </div>
    `;
  }

  #found(): readonly Named[] {
    const known = this.#known();
    const whole = known.find((person) => person.id === this.value)?.name === this.typed;
    return matching(known, whole ? '' : this.typed, SHOWN_MAX);
  }

  #known(): readonly Named[] {
    return this.others.length === 0 ? this.people : [...this.people, ...this.others];
  }

  async #askStation(typed: string): Promise<void> {
    if (this.people.length < PLAN_MAX || typed.trim() === '') {
      return;
    }
    try {
      const found = await station.people(typed);
      const known = new Set(this.#known().map((person) => person.id));
      this.others = [...this.others, ...found.filter((person) => !known.has(person.id))];
    } catch {
      // The people of the plan can still be picked; sending the form tells what is wrong.
    }
  }

  #summary(found: number): string {
    if (found === 0) {
      return say('picker.none');
    }
    return found < SHOWN_MAX ? say('picker.count', { n: found }) : say('picker.more');
  }

  #show(): void {
    this.open = true;
    this.active = -1;
  }

  #type(input: InputEvent): void {
    this.typed = (input.target as HTMLInputElement).value;
    this.#show();
    this.#tell(named(this.#known(), this.typed)?.id ?? '');
    void this.#askStation(this.typed);
  }

  #key(press: KeyboardEvent): void {
    if (press.isComposing) {
      return;
    }
    const found = this.#found();
    switch (press.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        press.preventDefault();
        const step = press.key === 'ArrowDown' ? 1 : -1;
        const from = this.open ? this.active : step > 0 ? -1 : 0;
        this.open = true;
        this.active = found.length === 0 ? -1 : (from + step + found.length) % found.length;
        break;
      }
      case 'Enter': {
        const person = found[this.active];
        if (this.open && person && !press.ctrlKey && !press.metaKey) {
          press.preventDefault();
          this.#pick(person);
        }
        break;
      }
      case 'Escape':
        this.open = false;
        break;
    }
  }

  #press(press: Event, person: Named): void {
    press.preventDefault();
    this.#pick(person);
  }

  #pick(person: Named): void {
    this.typed = person.name;
    this.open = false;
    this.active = -1;
    this.#tell(person.id);
  }

  /** What is left standing is taken for the only person it can mean. */
  #settle(): void {
    const found = this.typed.trim() === '' ? [] : this.#found();
    const marked = this.open ? found[this.active] : undefined;
    const only = found.length === 1 ? found[0] : undefined;
    const person = marked ?? (this.value === '' ? only : undefined);
    if (person) {
      this.#pick(person);
    }
    this.open = false;
  }

  #tell(id: string): void {
    if (id !== this.value) {
      this.value = id;
      this.dispatchEvent(new CustomEvent('pick', { detail: id }));
    }
  }
}
