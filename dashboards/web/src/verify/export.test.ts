import { beforeEach, describe, expect, it } from 'vitest';
import type { Report } from './export';
import { verify } from './export';
import { pauses } from './pause';
import { Sample, disclosure } from './sample';

interface Disclosed {
  readonly encoded: string;
  readonly digest: string;
}

let sample: Sample;
let name: Disclosed;
let signature: Disclosed;
let card: Disclosed;

beforeEach(async () => {
  sample = new Sample();
  name = await disclosure('name', '髙橋 一郎');
  signature = await disclosure('signature', 'c2ln');
  card = await disclosure('credential', '26:2a5f1c40');
  sample.entry({ type: 'door.opened', source: 'panel', boot: 'b1', seq: 1 });
  sample.entry({ type: 'visit.registered', _sd: [name.digest, signature.digest] });
  sample.entry({ type: 'access.granted', credential: `card:${card.digest}` });
  sample.entry({ type: 'access.granted', credential: `card:${card.digest}` });
});

/** What the export tells of personal data. */
function tell(visit: readonly Disclosed[], erased: readonly string[] = []): void {
  sample.tell({ sequence: 2, disclosures: visit.map((one) => one.encoded), erased });
  sample.tell({ sequence: 3, disclosures: [card.encoded] });
}

async function report(): Promise<Report> {
  await sample.sign();
  return await verify(sample.read, () => {});
}

function erase(approver: string): void {
  sample.entry({ type: 'erasure.requested', request: 'E-1', by: 'sato' });
  sample.entry({ type: 'erasure.approved', request: 'E-1', by: approver });
  const commitments = [signature.digest];
  sample.entry({ type: 'erasure.done', request: 'E-1', by: 'kato', commitments });
}

describe('personal data', () => {
  it('are as the entries commit to them', async () => {
    tell([name, signature]);
    const { faults, personal } = await report();
    expect(faults).toEqual([]);
    expect(personal).toEqual({ present: 3, erased: 0, claimed: 0, untold: 0 });
  });

  it('are found altered, also in a single byte', async () => {
    const other = await disclosure('name', '髙橋 二郎');
    tell([other, signature]);
    const { faults } = await report();
    expect(faults[0]).toMatchObject({ kind: 'disclosed', entry: 2 });
  });

  it('of one entry do not answer for another', async () => {
    sample.entry({ type: 'visit.registered', _sd: [(await disclosure('name', 'x')).digest] });
    tell([name, signature]);
    sample.tell({ sequence: 5, disclosures: [name.encoded] });
    expect((await report()).faults[0]).toMatchObject({ kind: 'disclosed', entry: 5 });
  });

  it('are missed where no certificate says that they were erased', async () => {
    tell([name]);
    expect((await report()).faults).toMatchObject([{ kind: 'undisclosed', entry: 2 }]);
  });

  it('are missed on a card, where it is first read', async () => {
    sample.tell({ sequence: 2, disclosures: [name.encoded, signature.encoded] });
    expect((await report()).faults).toMatchObject([{ kind: 'undisclosed', entry: 3 }]);
  });

  it('were erased lawfully when a second person approved it', async () => {
    tell([name], [signature.digest]);
    erase('kato');
    const { faults, personal } = await report();
    expect(faults).toEqual([]);
    expect(personal).toEqual({ present: 2, erased: 1, claimed: 0, untold: 0 });
  });

  it('were not when whoever asked approved it, whatever the export claims', async () => {
    tell([name], [signature.digest]);
    erase('sato');
    expect((await report()).faults).toMatchObject([{ kind: 'unapproved', entry: 2 }]);
  });

  it('are erased by the word of the export where the certificate lies elsewhere', async () => {
    tell([name], [signature.digest]);
    const { faults, personal } = await report();
    expect(faults).toEqual([]);
    expect(personal).toEqual({ present: 2, erased: 0, claimed: 1, untold: 0 });
  });

  it('are not told in an export of pseudonyms', async () => {
    const { faults, personal } = await report();
    expect(faults).toEqual([]);
    expect(personal).toEqual({ present: 0, erased: 0, claimed: 0, untold: 3 });
  });

  it('can not be read from a file that makes no sense', async () => {
    tell([name, signature]);
    await sample.sign();
    sample.text('disclosures.ndjson', '{"sequence":"two"}\n');
    const { faults } = await verify(sample.read, () => {});
    expect(faults).toMatchObject([{ kind: 'unreadable', reason: 'disclosures' }]);
  });
});

describe('entries', () => {
  it('are found altered by every flipped byte, the right one named', async () => {
    await sample.sign();
    const path = 'tile/entries/000.p/4';
    const whole = sample.files.get(path)!;
    let [entry, end] = [1, 2 + whole[0]! * 256 + whole[1]!];
    for (let at = 0; at < whole.length; at++) {
      if (at === end) {
        entry++;
        end += 2 + whole[at]! * 256 + whole[at + 1]!;
      }
      const changed = whole.slice();
      changed[at]! ^= 1;
      sample.files.set(path, changed);
      const { faults } = await verify(sample.read, () => {});
      expect(faults[0]?.entry, `byte ${at}`).toBe(entry);
    }
  });

  it('are missing, and the first of them is named', async () => {
    await sample.sign();
    sample.files.delete('tile/entries/000.p/4');
    const { faults } = await verify(sample.read, () => {});
    expect(faults).toMatchObject([{ kind: 'cut-off', entry: 1 }]);
  });
});

it('rests as soon as it was busy for long, and not before', async () => {
  let now = 0;
  const pause = pauses(() => now);
  let drawn = 0;
  setTimeout(() => drawn++, 0);
  await pause();
  expect(drawn).toBe(0);
  now = 13;
  await pause();
  expect(drawn).toBe(1);
});
