import type { Files } from './tlog';
import { digestOf, toBase64 } from './tlog';
import type { Fault } from './tree';

/** The file that tells what entries commit to (RFC 9901). */
export const FILE = 'disclosures.ndjson';

/** What has become of the commitments of the entries to personal data. */
export interface Personal {
  /** Answered, by what they were made over. */
  readonly present: number;
  /** Erased, with a certificate that is in the export and that a second person approved. */
  readonly erased: number;
  /** Erased, if the one who made the export is right: the certificate lies elsewhere in the log. */
  readonly claimed: number;
  /** Not told, because the export holds no personal data. */
  readonly untold: number;
}

/** An entry, as far as commitments and certificates need it. */
export interface Committing {
  readonly type?: string;
  readonly _sd?: unknown;
  readonly credential?: unknown;
  readonly by?: unknown;
  readonly request?: unknown;
  readonly commitments?: unknown;
}

interface Told {
  readonly sequence: number;
  readonly disclosures?: readonly string[];
  readonly erased?: readonly string[];
}

/** What the certificates in the range say of a commitment; of `unknown` the request lies before. */
type Certificate = 'approved' | 'unapproved' | 'unknown';

const NAMES_A_CARD = /^(access|person|credential|authorisation|badge|contract)\./;
const CARD = /^card:([A-Za-z0-9_-]{43})$/;

/** Compares the commitments of entries with what an export tells of them. */
export class Disclosures {
  readonly #told: ReadonlyMap<number, ReadonlySet<string>> | undefined;
  readonly #all = new Set<string>();
  readonly #claimed = new Set<string>();
  readonly #unanswered = new Map<string, number>();
  readonly #cards = new Set<string>();
  readonly #requests = new Map<string, { by: unknown; approved: boolean }>();
  readonly #certified = new Map<string, Certificate>();
  readonly #faults = new Map<number, Fault>();
  #present = 0;

  private constructor(told: readonly Told[] | undefined, digests: readonly string[][]) {
    const sets = new Map<number, Set<string>>();
    told?.forEach(({ sequence, erased }, line) => {
      const here = sets.get(sequence) ?? new Set();
      for (const one of digests[line]!) {
        here.add(one);
        this.#all.add(one);
      }
      sets.set(sequence, here);
      erased?.forEach((one) => this.#claimed.add(one));
    });
    this.#told = told && sets;
  }

  /** Reads the file of an export; without it personal data are not told. */
  static async of(files: Files, pause: () => Promise<void>): Promise<Disclosures> {
    const file = await files(FILE);
    if (!file) {
      return new Disclosures(undefined, []);
    }
    const told: Told[] = [];
    const digests: string[][] = [];
    for (const line of new TextDecoder().decode(file).split('\n')) {
      if (line.trim() !== '') {
        const one = JSON.parse(line) as Told;
        if (!Number.isSafeInteger(one.sequence)) {
          throw new Error(FILE);
        }
        told.push(one);
        digests.push(await Promise.all((one.disclosures ?? []).map(digestOfDisclosure)));
        await pause();
      }
    }
    return new Disclosures(told, digests);
  }

  /** Takes the next entry of the range. */
  take(sequence: number, entry: Committing): void {
    this.#certificate(entry);
    const digests = texts(entry._sd);
    const card = cardOf(entry);
    const here = this.#told?.get(sequence) ?? new Set();
    for (const one of here) {
      if (one !== card && !digests.includes(one)) {
        this.#fault({ kind: 'disclosed', entry: sequence, file: FILE });
      }
    }
    for (const one of digests) {
      this.#answer(one, here.has(one), sequence);
    }
    if (card !== undefined && !this.#cards.has(card)) {
      this.#cards.add(card);
      this.#answer(card, this.#all.has(card), sequence);
    }
  }

  #answer(digest: string, answered: boolean, sequence: number): void {
    if (answered) {
      this.#present++;
    } else if (!this.#unanswered.has(digest)) {
      this.#unanswered.set(digest, sequence);
    }
  }

  #certificate(entry: Committing): void {
    const id = String(entry.request);
    const request = this.#requests.get(id);
    if (entry.type === 'erasure.requested' && !request) {
      this.#requests.set(id, { by: entry.by, approved: false });
    } else if (entry.type === 'erasure.approved' && request && request.by !== entry.by) {
      request.approved = true;
    } else if (entry.type === 'erasure.done') {
      const says = !request ? 'unknown' : request.approved ? 'approved' : 'unapproved';
      for (const one of texts(entry.commitments)) {
        const already = this.#certified.get(one);
        if (already !== 'approved') {
          this.#certified.set(one, says === 'unapproved' ? (already ?? says) : says);
        }
      }
    }
  }

  /** What was found in all. */
  end(): { personal: Personal; faults: Fault[] } {
    const counts = { erased: 0, claimed: 0, untold: 0 };
    for (const [digest, entry] of this.#unanswered) {
      const certificate = this.#certified.get(digest);
      if (certificate === 'approved') {
        counts.erased++;
      } else if (certificate === 'unapproved') {
        this.#fault({ kind: 'unapproved', entry });
      } else if (certificate === 'unknown' || this.#claimed.has(digest)) {
        counts.claimed++;
      } else if (this.#told) {
        this.#fault({ kind: 'undisclosed', entry, file: FILE });
      } else {
        counts.untold++;
      }
    }
    return {
      personal: { present: this.#present, ...counts },
      faults: [...this.#faults.values()],
    };
  }

  #fault(fault: Fault): void {
    if (this.#faults.size < 20 && !this.#faults.has(fault.entry)) {
      this.#faults.set(fault.entry, fault);
    }
  }
}

function cardOf(entry: Committing): string | undefined {
  return NAMES_A_CARD.test(entry.type ?? '') && typeof entry.credential === 'string'
    ? CARD.exec(entry.credential)?.[1]
    : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

async function digestOfDisclosure(encoded: string): Promise<string> {
  const hash = await digestOf(new TextEncoder().encode(encoded));
  const bytes = Uint8Array.from(hash.match(/../g)!, (two) => Number.parseInt(two, 16));
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
