import { expect, it } from 'vitest';
import type { Schedule } from '../api/types';
import { kept } from './schedule';

const SCHEDULE: Schedule = {
  yearBegins: '04-01',
  ledger: 3,
  alarm: 5,
  read: 4,
  brief: 90,
  aside: 90,
};

it('says fiscal years with the day they begin', () => {
  expect(kept('ledger', SCHEDULE)).toContain('3 年度');
  expect(kept('ledger', SCHEDULE)).toContain('4/1');
});

it('says days for what is kept for days', () => {
  expect(kept('brief', SCHEDULE)).toContain('90 日');
  expect(kept('aside', SCHEDULE)).toContain('90 日');
});
