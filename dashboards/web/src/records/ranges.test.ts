import { expect, it } from 'vitest';
import { daysOf } from './ranges';

it('spans days as people count them', () => {
  expect(daysOf('today', '2026-11-21')).toEqual({ from: '2026-11-21', until: '2026-11-21' });
  expect(daysOf('week', '2026-03-03')).toEqual({ from: '2026-02-25', until: '2026-03-03' });
  expect(daysOf('month', '2026-11-21')).toEqual({ from: '2026-11-01', until: '2026-11-21' });
  expect(daysOf('lastMonth', '2027-01-15')).toEqual({ from: '2026-12-01', until: '2026-12-31' });
  expect(daysOf('lastMonth', '2028-03-31')).toEqual({ from: '2028-02-01', until: '2028-02-29' });
});
