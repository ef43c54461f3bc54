import type { Named, Presence } from '../api/types';

/** Items in the order of the site's plan; those that it does not name last, by their id. */
export function byPlan<T extends { readonly id: string }>(
  items: readonly T[],
  plan: readonly Named[],
): readonly T[] {
  const places = new Map(plan.map((named, place) => [named.id, place]));
  const place = (item: T) => places.get(item.id) ?? places.size;
  return [...items].sort((a, b) => place(a) - place(b) || compare(a.id, b.id));
}

/** People in the order in which they came in. */
export function byArrival(inside: readonly Presence[]): readonly Presence[] {
  return [...inside].sort(
    (a, b) => Date.parse(a.since) - Date.parse(b.since) || compare(a.id, b.id),
  );
}

/** Items under the zone that each belongs to, in their order. */
export function byZone<T extends { readonly zone: string }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const zones = new Map<string, T[]>();
  for (const item of items) {
    const there = zones.get(item.zone);
    if (there) {
      there.push(item);
    } else {
      zones.set(item.zone, [item]);
    }
  }
  return zones;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
