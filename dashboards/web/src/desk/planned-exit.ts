import type { SiteTime } from '../kit/site-time';

/** When a visitor means to leave: a span from now, the end of the working day, or a typed time. */
export type PlannedExit =
  | { readonly kind: 'in'; readonly minutes: number }
  | { readonly kind: 'closing' }
  | { readonly kind: 'typed'; readonly wall: string };

/** The usual end of the day in Japanese public offices, where the site's plan does not say. */
export const CLOSING_USUAL = '17:15';

/** The moment that is meant, or nothing when what was typed is no time. */
export function exitAt(
  planned: PlannedExit,
  now: Date,
  time: SiteTime,
  closing: string = CLOSING_USUAL,
): Date | undefined {
  switch (planned.kind) {
    case 'in':
      return new Date(now.getTime() + planned.minutes * 60_000);
    case 'closing':
      return nextAt(closing, now, time);
    case 'typed':
      return time.instant(planned.wall);
  }
}

function nextAt(clock: string, now: Date, time: SiteTime): Date | undefined {
  const today = time.instant(`${time.day(now)}T${clock}`);
  if (!today || today > now) {
    return today;
  }
  const tomorrow = time.day(new Date(now.getTime() + 24 * 60 * 60 * 1000));
  return time.instant(`${tomorrow}T${clock}`);
}
