import type { Files } from './tlog';
import { digest, digestOf, edgeRoot, fromBase64, leafHash, tilePath, toBase64 } from './tlog';

const bytes = new TextEncoder();

/** An export made here, with its files as they lie in the folder. For tests. */
export class Sample {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #entries: Record<string, unknown>[] = [];
  readonly #told: Record<string, unknown>[] = [];

  read: Files = (path) => Promise.resolve(this.files.get(path));

  /** Adds an entry, and answers with its number. */
  entry(members: Record<string, unknown>): number {
    const sequence = this.#entries.length + 1;
    const recordedAt = `2026-11-16T01:00:${String(sequence).padStart(2, '0')}Z`;
    this.#entries.push({ at: recordedAt, recordedAt, ...members, sequence });
    return sequence;
  }

  tell(line: Record<string, unknown>): void {
    this.#told.push(line);
  }

  /** Writes all files, signed by a new key. */
  async sign(): Promise<void> {
    const leaves = this.#entries.map((entry) => bytes.encode(JSON.stringify(entry)));
    const size = leaves.length;
    const hashes = await Promise.all(leaves.map(leafHash));
    this.#put(tilePath(0, 0, size), hashes.flatMap((hash) => [...fromBase64(hash)]));
    const frames = leaves.flatMap((leaf) => [leaf.length >> 8, leaf.length & 255, ...leaf]);
    this.#put(tilePath('entries', 0, size), frames);
    const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as
      CryptoKeyPair;
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const typed = Uint8Array.of(1, ...raw);
    const id = (await digestOf(Uint8Array.of(...bytes.encode('test/log\n'), ...typed))).slice(0, 8);
    this.text('log.pub', `test/log+${id}+${toBase64(typed)}\n`);
    const text = `test/log\n${size}\n${await edgeRoot([hashes])}\n`;
    const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, bytes.encode(text));
    const signed = Uint8Array.of(...fromHex(id), ...new Uint8Array(signature));
    this.text('checkpoint', `${text}\n\u2014 test/log ${toBase64(signed)}\n`);
    await this.#manifest(size);
    if (this.#told.length > 0) {
      this.text('disclosures.ndjson', this.#told.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }
  }

  async #manifest(size: number): Promise<void> {
    const rest = `"sources":[],"to":"2026-11-16","upper":0}`;
    const head =
      `{"clock":"Asia/Tokyo","first":1,"form":1,"from":"2026-11-16","last":${size},"lower":0,`;
    const sha256 = await digest(head + rest);
    this.text('export.json', `${head}"sha256":"${sha256}",${rest}\n`);
  }

  text(path: string, text: string): void {
    this.files.set(path, bytes.encode(text));
  }

  #put(path: string, content: readonly number[]): void {
    this.files.set(path, Uint8Array.from(content));
  }
}

function fromHex(text: string): number[] {
  return text.match(/../g)!.map((two) => Number.parseInt(two, 16));
}

/** A disclosure of RFC 9901, and the digest by which an entry commits to it. */
export async function disclosure(
  name: string,
  value: unknown,
): Promise<{ encoded: string; digest: string }> {
  const url = (text: string) =>
    text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const salt = url(toBase64(crypto.getRandomValues(new Uint8Array(16))));
  const encoded = url(toBase64(bytes.encode(JSON.stringify([salt, name, value]))));
  const hash = Uint8Array.from(fromHex(await digestOf(bytes.encode(encoded))));
  return { encoded, digest: url(toBase64(hash)) };
}
