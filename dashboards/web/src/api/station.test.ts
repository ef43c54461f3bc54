import { describe, expect, it } from 'vitest';
import { Refused, Station, Unreachable } from './station';
import type { VisitForm } from './types';

interface Sent {
  address: string;
  init: RequestInit;
}

function answering(status: number, content: unknown) {
  const sent: Sent[] = [];
  const station = new Station((address, init) => {
    sent.push({ address, init });
    const text = content === undefined ? null : JSON.stringify(content);
    return Promise.resolve(new Response(text, { status }));
  });
  return { station, sent };
}

const header = (sent: Sent | undefined, name: string) => new Headers(sent?.init.headers).get(name);
const fault = { code: 'escort-missing', field: 'escort', message: { ja: '立会者', en: 'escort' } };

describe('the station as the pages see it', () => {
  it('marks every change, and no question, against forgery from other sites', async () => {
    const { station, sent } = answering(200, { visits: [] });
    await station.visitsInside();
    await station.leave('v/1');
    expect(header(sent[0], 'x-sekisho')).toBeNull();
    expect(header(sent[1], 'x-sekisho')).toBe('1');
    expect(sent[1]?.address).toBe('/api/visits/v%2F1/leave');
  });

  it('gives back every fault of a refused form', async () => {
    const { station } = answering(422, { errors: [fault] });
    const refused = await station.register({} as VisitForm).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).faults).toEqual([fault]);
  });

  it('tells when it does not know the browser any more', async () => {
    const { station } = answering(401, { errors: [] });
    let told = 0;
    station.onSignedOut = () => told++;
    await expect(station.plan()).rejects.toBeInstanceOf(Refused);
    expect(told).toBe(1);
  });

  it('takes "nobody is signed in" as an answer', async () => {
    const { station } = answering(401, { signedIn: false, demo: true, site: '本庁' });
    await expect(station.session()).resolves.toMatchObject({ signedIn: false, demo: true });
  });

  it('does not take a wrong password for a lost session', async () => {
    const { station } = answering(401, { errors: [fault] });
    station.onSignedOut = () => expect.unreachable();
    await expect(station.signIn('a', 'b')).rejects.toBeInstanceOf(Refused);
  });

  it('keeps silence apart from refusal', async () => {
    const silent = new Station(() => Promise.reject(new TypeError('connection refused')));
    await expect(silent.acknowledge(1)).rejects.toBeInstanceOf(Unreachable);
    await expect(answering(503, {}).station.acknowledge(1)).rejects.toBeInstanceOf(Unreachable);
  });

  it('does not believe a page that a proxy put in its place', async () => {
    const station = new Station(() => Promise.resolve(new Response('<html>', { status: 200 })));
    await expect(station.plan()).rejects.toBeInstanceOf(Unreachable);
  });

  it('asks for a range of days', async () => {
    const { station, sent } = answering(200, { count: 12, blind: [] });
    const range = { zone: 'all', from: '2026-11-01', until: '2026-11-21' };
    await expect(station.countEntries(range)).resolves.toEqual({ count: 12, blind: [] });
    expect(sent[0]?.address).toBe('/api/entries/count?zone=all&from=2026-11-01&until=2026-11-21');
    expect(station.entriesAddress(range, 'en')).toMatch(/^\/api\/entries\.csv\?.*&lang=en$/);
  });
});
