import { expect, it } from 'vitest';
import { PAGES, pageAt, pathOf } from './route';

it('finds every page by its path', () => {
  for (const page of PAGES) {
    expect(pageAt(pathOf(page))).toBe(page);
  }
  expect(pageAt('/desk/')).toBe('desk');
});

it('shows the board for any other path', () => {
  expect(pageAt('/')).toBe('board');
  expect(pageAt('/nowhere')).toBe('board');
});
