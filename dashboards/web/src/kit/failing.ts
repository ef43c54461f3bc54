import { Refused } from '../api/station';
import type { Fault } from '../api/types';
import { say, told } from '../words/words';

/** What went wrong, in words for the person who tried. */
export function inWords(error: unknown): string {
  if (error instanceof Refused) {
    const said = error.faults.map((fault) => told(fault.message));
    return said.length > 0 ? said.join(' ') : say('refused');
  }
  return say('unreachable');
}

/** The faults of a refused form; anything else becomes one fault that belongs to no field. */
export function faultsOf(error: unknown): readonly Fault[] {
  if (error instanceof Refused && error.faults.length > 0) {
    return error.faults;
  }
  const text = inWords(error);
  return [{ code: 'unanswered', message: { ja: text, en: text } }];
}
