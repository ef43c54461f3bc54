import { describe, expect, it } from 'vitest';
import { Freshness, SILENCE_MAX_MS } from './freshness';

describe('freshness', () => {
  it('lasts until the silence has been too long, to the millisecond', () => {
    const freshness = new Freshness(1000);
    expect(freshness.isStale(1000 + SILENCE_MAX_MS - 1)).toBe(false);
    expect(freshness.isStale(1000 + SILENCE_MAX_MS)).toBe(true);
  });

  it('comes back with the next word', () => {
    const freshness = new Freshness(0);
    freshness.heard(50_000);
    expect(freshness.isStale(50_001)).toBe(false);
  });

  it('ends at once when the link breaks, and not before something is heard again', () => {
    const freshness = new Freshness(0);
    freshness.lost();
    expect(freshness.isStale(1)).toBe(true);
    freshness.listening(2);
    expect(freshness.isStale(3)).toBe(true);
    expect(freshness.isSilent(3)).toBe(false);
    freshness.heard(4);
    expect(freshness.isStale(5)).toBe(false);
  });

  it('does not trust a clock that was set back', () => {
    const freshness = new Freshness(10_000);
    expect(freshness.isStale(9_999)).toBe(true);
  });
});
