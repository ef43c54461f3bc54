import { html, nothing, type TemplateResult } from 'lit';
import type { Fault } from '../api/types';
import { say, told } from '../words/words';

export interface FieldOptions {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly faults: readonly Fault[];
  /** Given what the control must carry, returns the control. */
  readonly control: (aria: Described) => TemplateResult;
}

export interface Described {
  readonly invalid: 'true' | typeof nothing;
  readonly describedBy: string | typeof nothing;
}

/** A label, a control, what to know about it and what is wrong with it. */
export function field(options: FieldOptions): TemplateResult {
  const { id, label, required = false, hint, control } = options;
  const faults = faultsAt(options.faults, id);
  const ids = [hint ? `${id}-hint` : '', faults.length > 0 ? `${id}-fault` : ''].filter(Boolean);
  return html`<div class="field" data-field=${id}>
    <label for=${id}>
      ${label}
      <span class=${required ? 'required' : 'optional'}>
        ${say(required ? 'required' : 'optional')}
      </span>
    </label>
    ${control({
      invalid: faults.length > 0 ? 'true' : nothing,
      describedBy: ids.length > 0 ? ids.join(' ') : nothing,
    })}
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${
      faults.length > 0
        ? html`<p class="fault" id="${id}-fault">
            ${faults.map((fault) => told(fault.message)).join(' ')}
          </p>`
        : nothing
    }
  </div>`;
}

/** Everything that is wrong with a form, each line leading to its field. Give it the focus. */
export function faultSummary(faults: readonly Fault[], fields: readonly string[]): TemplateResult {
  const own = faults.filter((fault) => fault.field && fields.includes(fault.field));
  const others = faults.filter((fault) => !own.includes(fault));
  return html`<div class="fault-summary" tabindex="-1" role="group" aria-labelledby="faults-title">
    ${
      own.length > 0
        ? html`<p id="faults-title"><strong>${say('faults.title', { n: own.length })}</strong></p>
            <ul>
              ${own.map(
                (fault) =>
                  html`<li>
                    <a href="#${fault.field}" @click=${toField}>${told(fault.message)}</a>
                  </li>`,
              )}
            </ul>`
        : nothing
    }
    ${others.map(
      (fault, i) =>
        html`<p id=${own.length === 0 && i === 0 ? 'faults-title' : nothing}>
          ${told(fault.message)}
        </p>`,
    )}
  </div>`;
}

export function faultsAt(faults: readonly Fault[], id: string): readonly Fault[] {
  return faults.filter((fault) => fault.field === id);
}

function toField(click: Event): void {
  click.preventDefault();
  const id = (click.currentTarget as HTMLAnchorElement).hash.slice(1);
  document.getElementById(id)?.focus();
}
