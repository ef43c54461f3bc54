import type { Alarm } from '../api/types';
import { isUnacknowledged } from './board';

/**
 * The alarm that the one key acknowledges: the selected one as long as it waits, else the topmost
 * that does. A new alarm on top takes the key away from nobody who is about to press it.
 */
export function targetOf(
  alarms: readonly Alarm[],
  selected: number | undefined,
): Alarm | undefined {
  const waiting = alarms.filter(isUnacknowledged);
  return waiting.find((alarm) => alarm.finding === selected) ?? waiting[0];
}

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** The key as keyboards send it: half width, full width, and as kana. */
const KEYS = ['a', 'A', 'ａ', 'Ａ', 'ち'];

/** Whether a key press means "acknowledge": pressed anew, alone, and not while text is composed. */
export function isAcknowledgement(press: Press): boolean {
  const alone = !press.ctrlKey && !press.altKey && !press.metaKey;
  return alone && !press.repeat && !press.isComposing && KEYS.includes(press.key);
}
