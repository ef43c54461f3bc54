import { expect, it } from 'vitest';
import type { Presence } from '../api/types';
import { byArrival, byPlan, byZone } from './order';

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

it('puts things into their zones', () => {
  const zones = byZone([
    { zone: 'a', id: '1' },
    { zone: 'b', id: '2' },
    { zone: 'a', id: '3' },
  ]);
  expect(ids(zones.get('a') ?? [])).toEqual(['1', '3']);
  expect(ids(zones.get('b') ?? [])).toEqual(['2']);
  expect(zones.get('c')).toBeUndefined();
});
