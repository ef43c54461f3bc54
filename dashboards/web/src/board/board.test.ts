import { describe, expect, it } from 'vitest';
import type { Alarm, Door, LiveFact, Patch } from '../api/types';
import { EMPTY, FACTS_MAX, isUnacknowledged, patched, raisedBetween } from './board';

const both = { ja: '', en: '' };
const time = '2026-11-21T01:00:00Z';

function patch(sequence: number, changes: Partial<Patch> = {}): Patch {
  return { sequence, now: time, whole: false, ...changes };
}

function door(id: string, state: Door['state']): Door {
  return { id, name: id, zone: 'z', exit: 'reader', state };
}

function alarm(finding: number, changes: Partial<Alarm> = {}): Alarm {
  return {
    finding,
    open: true,
    rule: 'door-forced',
    subject: {},
    at: time,
    recordedAt: time,
    state: 'UNACKNOWLEDGED',
    late: false,
    title: both,
    sentence: both,
    ...changes,
  };
}

function fact(sequence: number): LiveFact {
  return { sequence, at: time, recordedAt: time, type: 'door.opened', text: both };
}

describe('the board', () => {
  const start = patched(
    EMPTY,
    patch(10, {
      whole: true,
      doors: [door('front', 'closed'), door('back', 'closed')],
      alarms: [alarm(7)],
      facts: [fact(9), fact(10)],
    }),
  );

  it('replaces what changed and keeps its place', () => {
    const after = patched(
      start,
      patch(11, { doors: [door('front', 'open'), door('new', 'open')] }),
    );
    expect(after.doors.map((d) => `${d.id} ${d.state}`)).toEqual([
      'front open',
      'back closed',
      'new open',
    ]);
    expect(after.sequence).toBe(11);
  });

  it('keeps what a patch does not mention', () => {
    expect(patched(start, patch(11))).toEqual({ ...start, sequence: 11 });
  });

  it('forgets everything else when the whole comes', () => {
    const after = patched(start, patch(3, { whole: true, doors: [door('only', 'open')] }));
    expect(after.doors.map((d) => d.id)).toEqual(['only']);
    expect(after.alarms).toEqual([]);
    expect(after.sequence).toBe(3);
  });

  it('puts the newest alarm on top and lets closed ones go', () => {
    const more = patched(start, patch(12, { alarms: [alarm(12), alarm(11)] }));
    expect(more.alarms.map((a) => a.finding)).toEqual([12, 11, 7]);
    const fewer = patched(more, patch(13, { alarms: [alarm(11, { open: false })] }));
    expect(fewer.alarms.map((a) => a.finding)).toEqual([12, 7]);
  });

  it('does not list a fact twice when a patch comes twice', () => {
    const twice = patch(12, { facts: [fact(11), fact(12)] });
    const after = patched(patched(start, twice), twice);
    expect(after.facts.map((f) => f.sequence)).toEqual([12, 11, 10, 9]);
  });

  it('holds no more facts than it shows', () => {
    const many = Array.from({ length: FACTS_MAX + 50 }, (_, i) => fact(100 + i));
    const after = patched(start, patch(400, { facts: many }));
    expect(after.facts).toHaveLength(FACTS_MAX);
    expect(after.facts[0]?.sequence).toBe(349);
  });

  it('never runs back within one journal', () => {
    expect(patched(start, patch(4)).sequence).toBe(10);
  });
});

describe('a new alarm', () => {
  const before = patched(EMPTY, patch(5, { alarms: [alarm(5)] }));

  it('is one that was not there before', () => {
    const after = patched(before, patch(6, { alarms: [alarm(5), alarm(6)] }));
    expect(raisedBetween(before, after).map((a) => a.finding)).toEqual([6]);
  });

  it('makes no noise when it was found late', () => {
    const after = patched(before, patch(6, { alarms: [alarm(6, { late: true })] }));
    expect(raisedBetween(before, after)).toEqual([]);
  });

  it('waits for somebody in every state that says so', () => {
    expect(isUnacknowledged(alarm(1, { state: 'LATCHED_UNACKNOWLEDGED' }))).toBe(true);
    expect(isUnacknowledged(alarm(1, { state: 'RETURNED_UNACKNOWLEDGED' }))).toBe(true);
    expect(isUnacknowledged(alarm(1, { state: 'ACKNOWLEDGED' }))).toBe(false);
    expect(isUnacknowledged(alarm(1, { state: 'LATCHED_ACKNOWLEDGED' }))).toBe(false);
  });
});
