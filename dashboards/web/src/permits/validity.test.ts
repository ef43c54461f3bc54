import { expect, it } from 'vitest';
import type { Permit } from '../api/types';
import { validityOf } from './validity';

const permit: Permit = {
  permit: 'p',
  media: 'm',
  zone: 'z',
  from: '2026-11-21T01:00:00.000Z',
  until: '2026-11-21T02:00:00.000Z',
  revoked: false,
};
const at = (time: string) => validityOf(permit, new Date(`2026-11-21T${time}Z`));

it('holds from its first to its last millisecond', () => {
  expect(at('00:59:59.999')).toBe('coming');
  expect(at('01:00:00.000')).toBe('valid');
  expect(at('02:00:00.000')).toBe('valid');
  expect(at('02:00:00.001')).toBe('over');
});

it('holds no more once revoked', () => {
  expect(validityOf({ ...permit, revoked: true }, new Date('2026-11-21T01:30:00Z'))).toBe(
    'revoked',
  );
});
