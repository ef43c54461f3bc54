import type { Committing, Personal } from './disclosures';
import { Disclosures } from './disclosures';
import { pauses } from './pause';
import type { Checkpoint, Files, Key } from './tlog';
import {
  digest,
  digestOf,
  fingerprintOf,
  notes,
  openNote,
  parseCheckpoint,
  parseKey,
} from './tlog';
import type { Fault } from './tree';
import { TreeCheck } from './tree';

/** What an export says it holds; the entries must agree. */
interface Bounds {
  readonly from: string;
  readonly to: string;
  readonly clock: string;
  readonly zone?: string;
  readonly first: number;
  readonly last: number;
  readonly lower: number;
  readonly upper: number;
  readonly sources: readonly {
    readonly source: string;
    readonly boot: string;
    readonly seen: readonly (readonly [number, number])[];
  }[];
}

export interface Gap {
  readonly source: string;
  readonly boot: string;
  readonly from: number;
  readonly until: number;
}

export interface Report {
  readonly faults: readonly Fault[];
  readonly fingerprints: readonly string[];
  readonly checkpoint?: Checkpoint;
  readonly bounds?: Bounds;
  readonly entries: number;
  readonly withheld: number;
  readonly gaps: readonly Gap[];
  readonly personal: Personal;
}

const utf8 = new TextDecoder();

/** Verifies an export, with nothing but what lies in it. */
export async function verify(
  files: Files,
  progress: (share: number) => void,
): Promise<Report> {
  const personal = { present: 0, erased: 0, claimed: 0, untold: 0 };
  const empty = { fingerprints: [], entries: 0, withheld: 0, gaps: [], personal };
  const failed = (reason: string): Report => ({
    ...empty,
    faults: [{ kind: 'signature', entry: 0, reason }],
  });
  const text = async (path: string) => {
    const file = await files(path);
    return file && utf8.decode(file);
  };
  const pub = await text('log.pub');
  const note = await text('checkpoint');
  if (pub === undefined || note === undefined) {
    return failed('no-checkpoint');
  }
  let keys: Key[];
  try {
    keys = await keysOf(pub, await text('handovers'));
  } catch {
    return failed('no-key');
  }
  const checkpoint = await signed(note, keys);
  if (!checkpoint) {
    return failed('not-signed');
  }
  const fingerprints = await Promise.all(keys.map(fingerprintOf));
  const bounds = await boundsOf(await text('export.json'), checkpoint.size);
  if (!bounds) {
    return { ...empty, fingerprints, checkpoint, faults: [{ kind: 'range', entry: 0 }] };
  }
  const pause = pauses();
  let disclosures: Disclosures;
  try {
    disclosures = await Disclosures.of(files, pause);
  } catch {
    const faults: Fault[] = [{ kind: 'unreadable', entry: 0, reason: 'disclosures' }];
    return { ...empty, fingerprints, checkpoint, bounds, faults };
  }
  const contents = new Contents(bounds, disclosures);
  const lowest = bounds.lower || bounds.first;
  const highest = bounds.upper || bounds.last;
  const faults = await new TreeCheck(files, checkpoint).run(
    lowest,
    highest,
    (sequence, leaf) => contents.take(sequence, leaf),
    async (entry) => {
      progress((entry - lowest + 1) / (highest - lowest + 1));
      await pause();
    },
  );
  const said = await contents.end(files, checkpoint.size);
  const told = disclosures.end();
  return {
    faults: faults.length > 0 ? faults : byEntry([...said, ...told.faults]),
    fingerprints,
    checkpoint,
    bounds,
    entries: contents.entries,
    withheld: contents.withheld,
    gaps: contents.gaps(),
    personal: told.personal,
  };
}

function byEntry(faults: Fault[]): Fault[] {
  return faults.sort((one, other) => one.entry - other.entry);
}

/** The export's key, and those that its log has handed over to. */
async function keysOf(pub: string, handovers: string | undefined): Promise<Key[]> {
  const keys = [await parseKey(pub)];
  const introductions = handovers === undefined ? [] : notes(handovers);
  for (const note of [...introductions, ...introductions.toReversed()]) {
    if (!(await signed(note, keys))) {
      continue;
    }
    const line = /^handover (\S+) (\S+)$/m.exec(note);
    const pair = line ? await Promise.all([parseKey(line[1]!), parseKey(line[2]!)]) : [];
    const both = await Promise.all(pair.map((key) => openNote(note, key)));
    for (const key of both.includes(undefined) ? [] : pair) {
      if (key.name === keys[0]!.name && keys.every((one) => one.line !== key.line)) {
        keys.push(key);
      }
    }
  }
  return keys;
}

async function signed(note: string, keys: readonly Key[]): Promise<Checkpoint | undefined> {
  for (const key of keys) {
    try {
      const text = await openNote(note, key);
      const checkpoint = text === undefined ? undefined : parseCheckpoint(text);
      if (checkpoint?.origin === key.name) {
        return checkpoint;
      }
    } catch {
      // Not even a note.
      return undefined;
    }
  }
  return undefined;
}

async function boundsOf(json: string | undefined, size: number): Promise<Bounds | undefined> {
  try {
    const bounds = JSON.parse(json ?? '') as Bounds & { form: number; sha256: string };
    const undigested = (json ?? '').trimEnd().replace(`"sha256":"${bounds.sha256}",`, '');
    const sensible =
      bounds.form === 1 &&
      bounds.first >= 1 &&
      bounds.last >= bounds.first - 1 &&
      bounds.lower === bounds.first - 1 &&
      (bounds.upper === 0 || bounds.upper === bounds.last + 1) &&
      (bounds.upper || bounds.last) <= size &&
      (await digest(undigested)) === bounds.sha256;
    return sensible ? bounds : undefined;
  } catch {
    return undefined;
  }
}

interface Entry extends Committing {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly zone?: string;
  readonly source?: string;
  readonly boot?: string;
  readonly seq?: number;
  /** Of an entry too long to be published, which stands in a file of its own. */
  readonly sha256?: string;
}

function parsed(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** What the entries say: numbers, times, zone, and the numbers of each source. */
class Contents {
  entries = 0;
  withheld = 0;
  readonly #bounds: Bounds;
  readonly #disclosures: Disclosures;
  readonly #faults: Fault[] = [];
  readonly #numbers = new Map<string, [number, number][]>();
  readonly #long: { sequence: number; digest: string }[] = [];
  #recorded = Number.NEGATIVE_INFINITY;
  #boundsSeen = 0;

  constructor(bounds: Bounds, disclosures: Disclosures) {
    this.#bounds = bounds;
    this.#disclosures = disclosures;
    for (const { source, boot, seen } of bounds.sources) {
      this.#numbers.set(JSON.stringify([source, boot]), seen.map(([from, until]) => [from, until]));
    }
  }

  take(sequence: number, leaf: Uint8Array | undefined): void {
    const { first, last, lower, upper } = this.#bounds;
    const inside = sequence >= first && sequence <= last;
    if (!leaf) {
      this.withheld++;
      if (this.#bounds.zone === undefined) {
        this.#fault({ kind: 'missing', entry: sequence });
      }
      return;
    }
    if (!inside && sequence !== lower && sequence !== upper) {
      return;
    }
    const text = utf8.decode(leaf);
    this.entries += inside ? 1 : 0;
    const entry = parsed(text);
    if (!entry) {
      this.#fault({ kind: 'unreadable', entry: sequence });
    } else if (text.startsWith('{"bytes":')) {
      this.#long.push({ sequence, digest: String(entry.sha256) });
    } else {
      this.#read(sequence, entry, inside);
    }
  }

  #read(sequence: number, entry: Entry, inside: boolean): void {
    const recorded = Date.parse(entry.recordedAt);
    if (Number.isNaN(recorded)) {
      this.#fault({ kind: 'unreadable', entry: sequence });
      return;
    }
    if (entry.sequence !== sequence || recorded < this.#recorded) {
      this.#fault({ kind: 'misplaced', entry: sequence });
    }
    this.#recorded = recorded;
    const day = dayAt(recorded, this.#bounds.clock);
    const before = day < this.#bounds.from;
    const behind = day > this.#bounds.to;
    const { lower, zone } = this.#bounds;
    const right = inside ? !before && !behind : sequence === lower ? before : behind;
    const elsewhere =
      inside && zone !== undefined && entry.zone !== undefined && entry.zone !== zone;
    if (!right || elsewhere) {
      this.#fault({ kind: 'range', entry: sequence });
    }
    this.#boundsSeen += inside ? 0 : 1;
    if (inside) {
      this.#disclosures.take(sequence, entry);
    }
    if (inside && entry.source && entry.boot && entry.seq !== undefined) {
      this.#number(JSON.stringify([entry.source, entry.boot]), entry.seq);
    }
  }

  #number(run: string, seq: number): void {
    const intervals = this.#numbers.get(run) ?? [];
    const latest = intervals.at(-1);
    if (latest && latest[1] === seq - 1) {
      latest[1] = seq;
    } else {
      intervals.push([seq, seq]);
    }
    this.#numbers.set(run, intervals);
  }

  /** What a source left out; unknown where entries are withheld. */
  gaps(): Gap[] {
    const gaps: Gap[] = [];
    for (const [run, intervals] of this.withheld > 0 ? [] : this.#numbers) {
      const [source, boot] = JSON.parse(run) as [string, string];
      const sorted = intervals.toSorted((one, other) => one[0] - other[0]);
      for (let i = 1; i < sorted.length; i++) {
        const from = sorted[i - 1]![1] + 1;
        const until = sorted[i]![0] - 1;
        if (from <= until) {
          gaps.push({ source, boot, from, until });
        }
      }
    }
    return gaps;
  }

  async end(files: Files, size: number): Promise<Fault[]> {
    const { first, last, lower, upper } = this.#bounds;
    for (const { sequence, digest: expected } of this.#long) {
      const file = await files(`long/${sequence}.json`);
      if (!file || (await digestOf(file)) !== expected) {
        this.#fault({ kind: file ? 'altered' : 'missing', entry: sequence });
      } else if (sequence < first || sequence > last) {
        this.#boundsSeen++;
      } else {
        this.#disclosures.take(sequence, parsed(utf8.decode(file)) ?? {});
      }
    }
    const promised = (lower > 0 ? 1 : 0) + (upper > 0 ? 1 : 0);
    if (this.#boundsSeen < promised || (upper === 0 && last !== size)) {
      this.#fault({ kind: 'range', entry: last + 1 });
    }
    return this.#faults;
  }

  #fault(fault: Fault): void {
    if (this.#faults.length < 20) {
      this.#faults.push(fault);
    }
  }
}

const days = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment by a clock, as 2026-11-16. */
function dayAt(moment: number, clock: string): string {
  let format = days.get(clock);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: clock,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    days.set(clock, format);
  }
  return format.format(moment);
}
