import type { Checkpoint, Files } from './tlog';
import { WIDTH, edgeRoot, hashesAt, leafHash, rootOf, tilePath, toBase64 } from './tlog';

export type Kind =
  | 'altered'
  | 'missing'
  | 'cut-off'
  | 'misplaced'
  | 'published'
  | 'signature'
  | 'unreadable'
  | 'range'
  | 'disclosed'
  | 'undisclosed'
  | 'unapproved';

/** Something that is not as it was signed: the first entry it is about, and more numbers. */
export interface Fault {
  readonly kind: Kind;
  readonly entry: number;
  readonly file?: string;
  readonly other?: number;
  readonly reason?: string;
}

/** Is shown the entries on the way; undefined: an entry that is there by its hash only. */
export type Reader = (sequence: number, leaf: Uint8Array<ArrayBuffer> | undefined) => void;

interface Lowest {
  readonly index: number;
  readonly filed: string[] | undefined;
  readonly made: (string | undefined)[];
  readonly there: boolean;
}

/**
 * Checks the files of a part of a log: entries make leaves, leaves make tiles, tiles lead to the
 * signed root. Where a file disagrees with what the entries make, the signed root decides which of
 * the two was altered.
 */
export class TreeCheck {
  readonly #files: Files;
  readonly #checkpoint: Checkpoint;
  readonly #faults: Fault[] = [];
  readonly #suspects = new Map<number, Lowest>();
  readonly #made: Map<number, string>[] = [];
  readonly #above: Set<number>[] = [];
  #last: Lowest | undefined;

  constructor(files: Files, checkpoint: Checkpoint) {
    this.#files = files;
    this.#checkpoint = checkpoint;
  }

  async run(
    from: number,
    until: number,
    reader: Reader,
    progress: (entry: number) => Promise<void>,
  ): Promise<Fault[]> {
    this.#made.push(new Map());
    this.#above.push(new Set());
    const last = Math.floor((until - 1) / WIDTH);
    for (let index = Math.floor((from - 1) / WIDTH); index <= last; index++) {
      await this.#lowest(index, reader);
      await progress(index * WIDTH + this.#width(0, index));
    }
    await this.#climb();
    await this.#descend();
    return this.#faults.sort((one, other) => one.entry - other.entry);
  }

  #width(level: number, index: number): number {
    return Math.min(WIDTH, hashesAt(this.#checkpoint.size, level) - index * WIDTH);
  }

  async #file(level: number, index: number, width: number) {
    return (
      (await this.#files(tilePath(level, index, width))) ??
      (await this.#files(tilePath(level, index, WIDTH)))
    );
  }

  async #filed(level: number, index: number): Promise<string[] | undefined> {
    const width = this.#width(level, index);
    const file = await this.#file(level, index, width);
    if (!file || file.length % 32 !== 0 || file.length < width * 32) {
      return undefined;
    }
    return Array.from({ length: width }, (_, i) => toBase64(file.subarray(i * 32, i * 32 + 32)));
  }

  async #lowest(index: number, reader: Reader): Promise<void> {
    const width = this.#width(0, index);
    const filed = await this.#filed(0, index);
    const exact = await this.#files(tilePath('entries', index, width));
    const bundle = exact ?? (await this.#files(tilePath('entries', index, WIDTH)));
    const made: (string | undefined | Promise<string>)[] = [];
    let at = 0;
    for (let i = 0; i < width; i++) {
      const leaf = read(bundle, at);
      if (!leaf) {
        made.push(undefined);
        at = Number.MAX_SAFE_INTEGER;
      } else if (leaf.length === 0) {
        made.push(filed?.[i]);
        reader(index * WIDTH + i + 1, undefined);
        at += 2;
      } else {
        made.push(leafHash(leaf));
        reader(index * WIDTH + i + 1, leaf);
        at += 2 + leaf.length;
      }
    }
    const hashes = await Promise.all(made);
    if (exact && exact.length > at && !hashes.includes(undefined)) {
      this.#fault({
        kind: 'published',
        entry: index * WIDTH + width + 1,
        file: tilePath('entries', index, width),
      });
    }
    const tile: Lowest = { index, filed, made: hashes, there: bundle !== undefined };
    if (!filed || hashes.some((hash, i) => hash !== filed[i])) {
      this.#suspects.set(index, tile);
    }
    this.#above[0]!.add(index);
    if (width < WIDTH) {
      this.#last = tile;
    } else if (!hashes.includes(undefined)) {
      this.#made[0]!.set(index, await rootOf(hashes as string[]));
    }
  }

  async #climb(): Promise<void> {
    for (let level = 1; hashesAt(this.#checkpoint.size, level) > 0; level++) {
      this.#made.push(new Map());
      this.#above.push(new Set());
      for (const child of this.#above[level - 1]!) {
        this.#above[level]!.add(Math.floor(child / WIDTH));
      }
      for (const index of this.#above[level]!) {
        if (this.#width(level, index) === WIDTH) {
          const hashes = this.#merged(level, index, await this.#filed(level, index));
          if (hashes) {
            this.#made[level]!.set(index, await rootOf(hashes));
          }
        }
      }
    }
  }

  /** The hashes of a tile: those that entries make, and the published ones of the others. */
  #merged(level: number, index: number, filed: string[] | undefined): string[] | undefined {
    const hashes: string[] = [];
    for (let i = 0; i < this.#width(level, index); i++) {
      const hash = this.#made[level - 1]!.get(index * WIDTH + i) ?? filed?.[i];
      if (hash === undefined) {
        return undefined;
      }
      hashes.push(hash);
    }
    return hashes;
  }

  async #descend(): Promise<void> {
    const filedEdge: (string[] | undefined)[] = [];
    const madeEdge: (string[] | undefined)[] = [];
    for (let level = 0; level < this.#made.length; level++) {
      const there = hashesAt(this.#checkpoint.size, level);
      if (there % WIDTH === 0) {
        filedEdge.push([]);
        madeEdge.push([]);
        continue;
      }
      const index = Math.floor(there / WIDTH);
      const filed = await this.#filed(level, index);
      filedEdge.push(filed);
      if (level > 0) {
        madeEdge.push(this.#merged(level, index, filed));
      } else {
        madeEdge.push(this.#last ? whole(this.#last.made) : filed);
      }
    }
    const root = this.#checkpoint.root;
    const filesLead = (await rootOfEdge(filedEdge)) === root;
    if (!filesLead && (await rootOfEdge(madeEdge)) !== root) {
      this.#astray();
      return;
    }
    const edge = filesLead ? filedEdge : madeEdge;
    let believed = new Map<number, string>();
    for (let level = this.#made.length - 1; level >= 0; level--) {
      believed = await this.#level(level, believed, edge[level], filedEdge[level]);
    }
  }

  #astray(): void {
    for (const tile of this.#suspects.values()) {
      const entry = tile.index * WIDTH + firstDifference(tile) + 1;
      this.#fault({ kind: tile.there ? 'published' : 'missing', entry });
    }
    if (this.#suspects.size === 0) {
      this.#fault({ kind: 'signature', entry: Math.min(...this.#above[0]!) * WIDTH + 1 });
    }
  }

  async #level(
    level: number,
    parents: ReadonlyMap<number, string>,
    edge: string[] | undefined,
    filedEdge: string[] | undefined,
  ): Promise<Map<number, string>> {
    const below = new Map<number, string>();
    const there = hashesAt(this.#checkpoint.size, level);
    const wanted = new Set(this.#above[level]);
    if (there % WIDTH > 0) {
      wanted.add(Math.floor(there / WIDTH));
    }
    for (const index of wanted) {
      const partial = this.#width(level, index) < WIDTH;
      const filed = partial ? filedEdge : await this.#filed(level, index);
      let right = edge;
      if (!partial) {
        const parent = parents.get(index);
        if (parent === undefined) {
          continue;
        }
        right = await this.#right(level, index, filed, parent);
        if (!right) {
          this.#wrong(level, index);
          continue;
        }
      }
      if (!right) {
        continue;
      }
      const different = right.findIndex((hash, i) => hash !== filed?.[i]);
      if (different >= 0) {
        this.#fault({
          kind: 'published',
          entry: first(level, index, filed ? different : 0),
          file: tilePath(level, index, this.#width(level, index)),
        });
      } else if (level === 0) {
        this.#name(index, right);
      }
      right.forEach((hash, i) => below.set(index * WIDTH + i, hash));
    }
    return below;
  }

  async #right(
    level: number,
    index: number,
    filed: string[] | undefined,
    parent: string,
  ): Promise<string[] | undefined> {
    if (filed && (await rootOf(filed)) === parent) {
      return filed;
    }
    const suspect = this.#suspects.get(index);
    const hashes =
      level > 0 ? this.#merged(level, index, filed) : suspect && whole(suspect.made);
    return hashes && (await rootOf(hashes)) === parent ? hashes : undefined;
  }

  #wrong(level: number, index: number): void {
    if (level === 0 && this.#suspects.has(index)) {
      this.#name(index, this.#suspects.get(index)!.filed ?? []);
    } else {
      this.#fault({ kind: 'altered', entry: first(level, index, 0) });
    }
  }

  /** What has become of the entries of a tile whose published hashes are believed. */
  #name(index: number, right: readonly string[]): void {
    const tile = this.#suspects.get(index);
    if (!tile) {
      return;
    }
    const i = firstDifference(tile);
    const entry = index * WIDTH + i + 1;
    const there = tile.made[i];
    const file = tilePath('entries', index, this.#width(0, index));
    if (!tile.there) {
      const end = index * WIDTH + this.#width(0, index) === this.#checkpoint.size;
      this.#fault({ kind: end ? 'cut-off' : 'missing', entry, file });
    } else if (there === undefined) {
      this.#fault({ kind: 'cut-off', entry, file });
    } else if (!right.includes(there)) {
      this.#fault({ kind: 'altered', entry, file });
    } else {
      const place = right.indexOf(there);
      const moved = place < i || right[i] === tile.made[place];
      const other = index * WIDTH + place + 1;
      this.#fault({ kind: moved ? 'misplaced' : 'missing', entry, other, file });
    }
  }

  #fault(fault: Fault): void {
    if (this.#faults.length < 20) {
      this.#faults.push(fault);
    }
  }
}

function read(bundle: Uint8Array<ArrayBuffer> | undefined, at: number) {
  if (!bundle || at + 2 > bundle.length) {
    return undefined;
  }
  const end = at + 2 + bundle[at]! * 256 + bundle[at + 1]!;
  return end > bundle.length ? undefined : bundle.subarray(at + 2, end);
}

function whole(hashes: readonly (string | undefined)[]): string[] | undefined {
  return hashes.includes(undefined) ? undefined : (hashes as string[]);
}

async function rootOfEdge(edge: readonly (string[] | undefined)[]): Promise<string | undefined> {
  return edge.includes(undefined) ? undefined : edgeRoot(edge as string[][]);
}

function first(level: number, index: number, hash: number): number {
  return (index * WIDTH + hash) * WIDTH ** level + 1;
}

function firstDifference(tile: Lowest): number {
  const { filed, made } = tile;
  return Math.max(
    0,
    made.findIndex((hash, i) => hash === undefined || (filed && hash !== filed[i])),
  );
}
