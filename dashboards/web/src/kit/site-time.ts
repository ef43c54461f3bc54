import type { Language } from '../words/words';

/**
 * Times as people at the site read them: instants shown and typed in the site's own zone, wherever
 * the browser is.
 */
export class SiteTime {
  constructor(readonly zone: string) {}

  /** `09:05` */
  minute(instant: string | Date): string {
    const wall = this.#wall(new Date(instant));
    return `${wall.hour}:${wall.minute}`;
  }

  /** `09:05:12` */
  second(instant: string | Date): string {
    const wall = this.#wall(new Date(instant));
    return `${wall.hour}:${wall.minute}:${wall.second}`;
  }

  /** `09:05`, or with the day when it is not the day of `now`. */
  brief(instant: string | Date, now: Date, language: Language): string {
    const same = this.day(instant) === this.day(now);
    return same
      ? this.minute(instant)
      : `${this.#shortDay(instant, language)} ${this.minute(instant)}`;
  }

  /** `2026-11-21`, as date fields take it. */
  day(instant: string | Date): string {
    const wall = this.#wall(new Date(instant));
    return `${wall.year}-${wall.month}-${wall.day}`;
  }

  /** `2026-11-21T09:05`, as date-and-time fields take it. */
  wall(instant: string | Date): string {
    return `${this.day(instant)}T${this.minute(instant)}`;
  }

  /**
   * The instant at which the site's clocks show `wall` (`2026-11-21T09:05`), or nothing when it is
   * no time. A wall time that a clock change repeats means its first occurrence; one that it skips
   * means the same span after the change.
   */
  instant(wall: string): Date | undefined {
    if (!/^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wall)) {
      return undefined;
    }
    const asUtc = Date.parse(`${wall.slice(0, 16)}:00Z`);
    if (Number.isNaN(asUtc)) {
      return undefined;
    }
    const before = asUtc - this.#offset(asUtc - DAY);
    const after = asUtc - this.#offset(asUtc + DAY);
    const first = Math.min(before, after);
    const shows = (instant: number) => instant + this.#offset(instant) === asUtc;
    const fits = shows(first) ? first : shows(before) ? before : shows(after) ? after : before;
    return new Date(fits);
  }

  #offset(instant: number): number {
    const wall = this.#wall(new Date(instant));
    const asUtc = Date.UTC(
      Number(wall.year),
      Number(wall.month) - 1,
      Number(wall.day),
      Number(wall.hour),
      Number(wall.minute),
      Number(wall.second),
    );
    return asUtc - Math.floor(instant / 1000) * 1000;
  }

  #shortDay(instant: string | Date, language: Language): string {
    return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
      timeZone: this.zone,
      month: language === 'ja' ? 'numeric' : 'short',
      day: 'numeric',
    }).format(new Date(instant));
  }

  #wall(instant: Date): Wall {
    const wall: Record<string, string> = {};
    for (const part of formatOf(this.zone).formatToParts(instant)) {
      wall[part.type] = part.value;
    }
    return wall as unknown as Wall;
  }
}

type Wall = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

const DAY = 24 * 60 * 60 * 1000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return format;
}
