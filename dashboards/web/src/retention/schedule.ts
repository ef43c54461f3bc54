import type { DataKind, Schedule } from '../api/types';
import { say } from '../words/words';

/** How long records of a kind are kept, in words. */
export function kept(kind: DataKind, schedule: Schedule): string {
  return kind === 'brief' || kind === 'aside'
    ? say('retention.days', { n: schedule[kind] })
    : say('retention.years', { n: schedule[kind], begins: monthDay(schedule.yearBegins) });
}

/** `04-01` as `4/1`. */
function monthDay(text: string): string {
  return text.split('-').map(Number).join('/');
}
