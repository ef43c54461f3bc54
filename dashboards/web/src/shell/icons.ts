import { svg, type TemplateResult } from 'lit';

/** Drawings of 24 × 24 that repeat what the text beside them says. */
function icon(content: TemplateResult): TemplateResult {
  return svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${content}</svg>`;
}

export const gate = icon(svg`<path d="M3 6h18M5 10h14M7.500 6v14M16.500 6v14" />`);
export const warning = icon(
  svg`<path d="M12 3.500 22 20.500H2Z" /><path d="M12 10v5M12 17.700v.1" />`,
);
export const person = icon(
  svg`<circle cx="12" cy="8" r="4" /><path d="M4.500 20.500c0-4 3.400-6.500 7.500-6.500s7.500 2.500 7.500 6.500" />`,
);
export const doorClosed = icon(svg`<path d="M6 21V3h12v18M3 21h18M14.500 12v.1" />`);
export const doorOpen = icon(svg`<path d="M6 21V3h12v18M3 21h18" /><path d="M6 3l8 3v17l-8-2" />`);
export const machine = icon(
  svg`<path d="M4 4h16v6H4ZM4 14h16v6H4ZM7.500 7v.1M7.500 17v.1M11 7h5M11 17h5" />`,
);
export const media = icon(
  svg`<path d="M8 9h8v12H8ZM9.500 3h5v6h-5ZM11.500 5.500v.1M12.900 5.500v.1" />`,
);
export const check = icon(svg`<path d="M4 12.500 9.500 18 20 6.500" />`);
export const download = icon(svg`<path d="M12 3v12M7 10.500l5 5 5-5M4 20.500h16" />`);
