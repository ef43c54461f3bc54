import { expect, it } from 'vitest';
import type { Presence } from '../api/types';
import { byArrival, byPlan } from './order';

const ids = (items: readonly { id: string }[]) => items.map((item) => item.id);

it('follows the plan, then the id', () => {
  const plan = [
    { id: 'b', name: '' },
    { id: 'a', name: '' },
  ];
  const items = [{ id: 'z' }, { id: 'a' }, { id: 'c' }, { id: 'b' }];
  expect(ids(byPlan(items, plan))).toEqual(['b', 'a', 'c', 'z']);
});

it('lists people as they came in', () => {
  const inside = (id: string, since: string) => ({ id, since }) as Presence;
  const people = [
    inside('late', '2026-11-21T03:00:00Z'),
    inside('b', '2026-11-21T01:00:00Z'),
    inside('a', '2026-11-21T10:00:00+09:00'),
  ];
  expect(ids(byArrival(people))).toEqual(['a', 'b', 'late']);
});
