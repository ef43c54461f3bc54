import type { Permit } from '../api/types';

export type Validity = 'valid' | 'coming' | 'over' | 'revoked';

/** Where a permit stands at a moment; both ends of its span are part of it. */
export function validityOf(permit: Permit, now: Date): Validity {
  if (permit.revoked) {
    return 'revoked';
  }
  if (now.getTime() < Date.parse(permit.from)) {
    return 'coming';
  }
  return now.getTime() > Date.parse(permit.until) ? 'over' : 'valid';
}
