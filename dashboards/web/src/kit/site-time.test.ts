import { describe, expect, it } from 'vitest';
import { SiteTime } from './site-time';

describe('the time of a site', () => {
  const tokyo = new SiteTime('Asia/Tokyo');
  const berlin = new SiteTime('Europe/Berlin');

  it('is shown in the zone of the site, not of the browser', () => {
    expect(tokyo.second('2026-11-20T23:59:58Z')).toBe('08:59:58');
    expect(tokyo.day('2026-11-20T23:59:58Z')).toBe('2026-11-21');
  });

  it('shows midnight as 00:00', () => {
    expect(tokyo.minute('2026-11-20T15:00:00Z')).toBe('00:00');
  });

  it('names the day only when it is another one', () => {
    const now = new Date('2026-11-21T03:00:00Z');
    expect(tokyo.brief('2026-11-20T15:00:00Z', now, 'ja')).toBe('00:00');
    expect(tokyo.brief('2026-11-20T14:59:59Z', now, 'ja')).toBe('11/20 23:59');
    expect(tokyo.brief('2026-11-20T14:59:59Z', now, 'en')).toBe('20 Nov 23:59');
  });

  it('reads back what it shows', () => {
    for (const site of [tokyo, berlin, new SiteTime('Asia/Kathmandu'), new SiteTime('UTC')]) {
      for (let hour = 0; hour < 24 * 366; hour += 7) {
        const instant = new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000);
        const wall = site.wall(instant);
        expect(site.wall(site.instant(wall) ?? '')).toBe(wall);
      }
    }
  });

  it('takes the first of two equal wall times', () => {
    expect(berlin.instant('2026-10-25T02:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('moves a skipped wall time behind the change', () => {
    expect(berlin.instant('2026-03-29T02:30')?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('knows no instant for what is no time', () => {
    expect(tokyo.instant('')).toBeUndefined();
    expect(tokyo.instant('2026-13-40T99:99')).toBeUndefined();
  });
});
