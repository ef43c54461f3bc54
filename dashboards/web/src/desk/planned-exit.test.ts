import { describe, expect, it } from 'vitest';
import { SiteTime } from '../kit/site-time';
import { exitAt, type PlannedExit } from './planned-exit';

const tokyo = new SiteTime('Asia/Tokyo');
const shown = (planned: PlannedExit, now: string, closing?: string) => {
  const at = exitAt(planned, new Date(now), tokyo, closing);
  return at && tokyo.wall(at);
};

describe('the planned exit', () => {
  const morning = '2026-11-20T01:00:00Z';

  it('counts from now', () => {
    expect(shown({ kind: 'in', minutes: 90 }, morning)).toBe('2026-11-20T11:30');
  });

  it('is at closing time today while that is to come', () => {
    expect(shown({ kind: 'closing' }, morning)).toBe('2026-11-20T17:15');
    expect(shown({ kind: 'closing' }, morning, '18:00')).toBe('2026-11-20T18:00');
  });

  it('is at closing time tomorrow once that has passed', () => {
    expect(shown({ kind: 'closing' }, '2026-11-20T08:15:00Z')).toBe('2026-11-21T17:15');
  });

  it('is what was typed', () => {
    expect(shown({ kind: 'typed', wall: '2026-11-20T12:34' }, morning)).toBe('2026-11-20T12:34');
    expect(shown({ kind: 'typed', wall: '' }, morning)).toBeUndefined();
  });
});
