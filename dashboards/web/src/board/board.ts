import type { Alarm, DeskCard, Door, LiveFact, Machine, Patch, Source, Zone } from '../api/types';

/** Everything the board shows, as of one journal entry. */
export interface Board {
  /** The journal's sequence up to which this is true. */
  readonly sequence: number;
  readonly zones: readonly Zone[];
  readonly doors: readonly Door[];
  readonly machines: readonly Machine[];
  readonly sources: readonly Source[];
  /** The last card on each desk's reader. */
  readonly desks: readonly DeskCard[];
  /** Open alarms, the newest first. */
  readonly alarms: readonly Alarm[];
  /** The last facts, the newest first. */
  readonly facts: readonly LiveFact[];
}

export const EMPTY: Board = {
  sequence: 0,
  zones: [],
  doors: [],
  machines: [],
  sources: [],
  desks: [],
  alarms: [],
  facts: [],
};

/** As many facts as the station sends to a browser that comes anew. */
export const FACTS_MAX = 200;

/** The board after a message of the live stream. Applying one twice changes nothing. */
export function patched(board: Board, patch: Patch): Board {
  const before = patch.whole ? EMPTY : board;
  return {
    sequence: Math.max(before.sequence, patch.sequence),
    zones: merged(before.zones, patch.zones),
    doors: merged(before.doors, patch.doors),
    machines: merged(before.machines, patch.machines),
    sources: merged(before.sources, patch.sources),
    desks: laid(before.desks, patch.desks),
    alarms: newestFirst(before.alarms, patch.alarms, (alarm) => alarm.finding).filter(
      (alarm) => alarm.open,
    ),
    facts: newestFirst(before.facts, patch.facts, (fact) => fact.sequence).slice(0, FACTS_MAX),
  };
}

/** Alarms that appear in `after` and did not in `before`; those found late make no noise. */
export function raisedBetween(before: Board, after: Board): readonly Alarm[] {
  const known = new Set(before.alarms.map((alarm) => alarm.finding));
  return after.alarms.filter((alarm) => !known.has(alarm.finding) && !alarm.late);
}

/** Whether somebody still has to take this alarm on. */
export function isUnacknowledged(alarm: Alarm): boolean {
  return alarm.state.endsWith('UNACKNOWLEDGED');
}

function merged<T extends { readonly id: string }>(
  old: readonly T[],
  changed: readonly T[] = [],
): readonly T[] {
  if (changed.length === 0) {
    return old;
  }
  const byId = new Map(old.map((item) => [item.id, item]));
  for (const item of changed) {
    byId.set(item.id, item);
  }
  return [...byId.values()];
}

function newestFirst<T>(
  old: readonly T[],
  changed: readonly T[] = [],
  key: (item: T) => number,
): readonly T[] {
  if (changed.length === 0) {
    return old;
  }
  const byKey = new Map(old.map((item) => [key(item), item]));
  for (const item of changed) {
    byKey.set(key(item), item);
  }
  return [...byKey.values()].sort((a, b) => key(b) - key(a));
}

function laid(
  before: readonly DeskCard[],
  changed: readonly DeskCard[] = [],
): readonly DeskCard[] {
  const others = before.filter((one) => !changed.some((card) => card.reader === one.reader));
  return changed.length === 0 ? before : [...others, ...changed];
}
