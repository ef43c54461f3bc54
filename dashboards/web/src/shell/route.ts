import { Observable } from '../kit/observable';

export const PAGES = ['board', 'desk', 'permits', 'records', 'retention'] as const;
export type Page = (typeof PAGES)[number];

/** Where a page is. */
export function pathOf(page: Page): string {
  return page === 'board' ? '/' : `/${page}`;
}

/** Which page a path shows; the board for any other. */
export function pageAt(path: string): Page {
  return PAGES.find((page) => pathOf(page) === path.replace(/(.)\/+$/, '$1')) ?? 'board';
}

/** The page shown now; follows links within the site and the browser's back and forward. */
export class Route extends Observable<Page> {
  constructor() {
    super(pageAt(location.pathname));
    addEventListener('popstate', () => this.set(pageAt(location.pathname)));
    addEventListener('click', (click) => this.#followLink(click));
  }

  #followLink(click: MouseEvent): void {
    const plain = click.button === 0 && !click.ctrlKey && !click.metaKey && !click.shiftKey;
    const link = (click.target as Element | null)?.closest?.('a');
    const within = link?.origin === location.origin && !link.hasAttribute('download');
    if (!plain || !link || !within || link.pathname.startsWith('/api/') || link.hash !== '') {
      return;
    }
    click.preventDefault();
    history.pushState(null, '', link.href);
    this.set(pageAt(link.pathname));
  }
}
