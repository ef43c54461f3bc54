/** Spans of days that people ask for. Days are `YYYY-MM-DD`. */
export const RANGES = ['today', 'week', 'month', 'lastMonth'] as const;
export type RangeName = (typeof RANGES)[number];

export interface Days {
  readonly from: string;
  readonly until: string;
}

/** The days of a span, both included, as seen on the day `today`. */
export function daysOf(range: RangeName, today: string): Days {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  const day = Number(today.slice(8, 10));
  switch (range) {
    case 'today':
      return { from: today, until: today };
    case 'week':
      return { from: written(year, month, day - 6), until: today };
    case 'month':
      return { from: written(year, month, 1), until: today };
    case 'lastMonth':
      return { from: written(year, month - 1, 1), until: written(year, month, 0) };
  }
}

function written(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
