import { describe, expect, it } from 'vitest';
import type { Alarm } from '../api/types';
import { isAcknowledgement, type Press, targetOf } from './one-key';

const alarm = (finding: number, state = 'UNACKNOWLEDGED') => ({ finding, state }) as Alarm;
const press = (changes: Partial<Press> = {}): Press => ({
  key: 'a',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  ...changes,
});

describe('the one key', () => {
  it('is for the topmost alarm that waits', () => {
    const alarms = [alarm(9, 'ACKNOWLEDGED'), alarm(8), alarm(7)];
    expect(targetOf(alarms, undefined)?.finding).toBe(8);
  });

  it('stays with the selected alarm when a new one comes on top', () => {
    expect(targetOf([alarm(9), alarm(8)], 8)?.finding).toBe(8);
  });

  it('moves on when the selected alarm needs nobody any more', () => {
    expect(targetOf([alarm(9), alarm(8, 'LATCHED_ACKNOWLEDGED')], 8)?.finding).toBe(9);
    expect(targetOf([alarm(9)], 8)?.finding).toBe(9);
  });

  it('is for none when none waits', () => {
    expect(targetOf([alarm(9, 'ACKNOWLEDGED')], 9)).toBeUndefined();
  });

  it('counts once, alone, however the keyboard writes it', () => {
    expect(['a', 'A', 'ａ', 'ち'].every((key) => isAcknowledgement(press({ key })))).toBe(true);
    expect(isAcknowledgement(press({ key: 's' }))).toBe(false);
    expect(isAcknowledgement(press({ ctrlKey: true }))).toBe(false);
    expect(isAcknowledgement(press({ altKey: true }))).toBe(false);
    expect(isAcknowledgement(press({ metaKey: true }))).toBe(false);
    expect(isAcknowledgement(press({ repeat: true }))).toBe(false);
    expect(isAcknowledgement(press({ isComposing: true }))).toBe(false);
  });
});
