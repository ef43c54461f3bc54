import { LitElement } from 'lit';

/**
 * An element without a shadow: labels, headings and descriptions are joined by ids across the whole
 * page, and one style sheet, served by the station itself, is all the content security policy has
 * to allow.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
