/** Hashes, tiles and notes of a C2SP tlog-tiles log (RFC 6962, signed-note), as bytes. */

export const WIDTH = 256;

/** The files of a log, by path; undefined when one is not there. */
export type Files = (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

/** A verifier key: `name+id+key`. */
export interface Key {
  readonly name: string;
  readonly line: string;
  readonly id: string;
  readonly raw: Uint8Array<ArrayBuffer>;
}

const bytes = new TextEncoder();

export function hex(value: Uint8Array): string {
  return Array.from(value, (one) => one.toString(16).padStart(2, '0')).join('');
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const decoded = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  if (toBase64(decoded) !== text) {
    throw new Error(`no base64: ${text}`);
  }
  return decoded;
}

export function toBase64(value: Uint8Array): string {
  return btoa(String.fromCharCode(...value));
}

async function sha256(...parts: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hashes are compared as base64. */
export async function leafHash(leaf: Uint8Array): Promise<string> {
  return toBase64(await sha256(LEAF, leaf));
}

async function nodeHash(left: string, right: string): Promise<string> {
  return toBase64(await sha256(NODE, fromBase64(left), fromBase64(right)));
}

export async function digest(text: string): Promise<string> {
  return hex(await sha256(bytes.encode(text)));
}

export async function digestOf(value: Uint8Array): Promise<string> {
  return hex(await sha256(value));
}

/** The root above a power of two of hashes. */
export async function rootOf(hashes: readonly string[]): Promise<string> {
  let level = [...hashes];
  while (level.length > 1) {
    const above: Promise<string>[] = [];
    for (let i = 0; i < level.length; i += 2) {
      above.push(nodeHash(level[i]!, level[i + 1]!));
    }
    level = await Promise.all(above);
  }
  return level[0]!;
}

/** The root above the partial tiles of all levels, the lowest first. */
export async function edgeRoot(levels: readonly (readonly string[])[]): Promise<string> {
  let right: string | undefined;
  for (const hashes of levels) {
    let end = hashes.length;
    while (end > 0) {
      const start = end - (end & -end);
      const left = await rootOf(hashes.slice(start, end));
      right = right === undefined ? left : await nodeHash(left, right);
      end = start;
    }
  }
  return right ?? toBase64(await sha256());
}

/** How many hashes a level of tiles has in a log of this size. */
export function hashesAt(size: number, level: number): number {
  return Math.floor(size / WIDTH ** level);
}

function place(index: number): string {
  const three = (number: number) => String(number % 1000).padStart(3, '0');
  let path = three(index);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${three(rest)}/${path}`;
  }
  return path;
}

export function tilePath(level: number | 'entries', index: number, width: number): string {
  return `tile/${level}/${place(index)}${width < WIDTH ? `.p/${width}` : ''}`;
}

export async function parseKey(line: string): Promise<Key> {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line.trim());
  if (!parts) {
    throw new Error('a key is written name+id+key');
  }
  const typed = fromBase64(parts[3]!);
  if (typed.length !== 33 || typed[0] !== 1) {
    throw new Error('the key is not an Ed25519 key');
  }
  const id = (await fingerprint(parts[1]!, typed)).slice(0, 8);
  if (id !== parts[2]) {
    throw new Error('the id does not belong to the key');
  }
  return { name: parts[1]!, line: line.trim(), id, raw: typed.slice(1) };
}

async function fingerprint(name: string, typed: Uint8Array): Promise<string> {
  return hex(await sha256(bytes.encode(`${name}\n`), typed));
}

/** For the wall: 64 hexadecimal digits. */
export function fingerprintOf(key: Key): Promise<string> {
  const typed = new Uint8Array(33);
  typed[0] = 1;
  typed.set(key.raw, 1);
  return fingerprint(key.name, typed);
}

/** The text of a note if this key has signed it; undefined otherwise. */
export async function openNote(note: string, key: Key): Promise<string | undefined> {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) {
    return undefined;
  }
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const parts = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    if (!parts) {
      return undefined;
    }
    const signature = fromBase64(parts[2]!);
    if (parts[1] === key.name && hex(signature.slice(0, 4)) === key.id) {
      const imported = await crypto.subtle.importKey('raw', key.raw, 'Ed25519', false, ['verify']);
      const good = await crypto.subtle.verify(
        'Ed25519',
        imported,
        signature.slice(4),
        bytes.encode(text),
      );
      return good ? text : undefined;
    }
  }
  return undefined;
}

/** Whether this browser can check Ed25519 signatures at all. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split('\n');
  if (!origin || !size || !/^(0|[1-9][0-9]{0,14})$/.test(size) || !root) {
    throw new Error('this is no checkpoint');
  }
  if (fromBase64(root).length !== 32) {
    throw new Error('a root has 32 bytes');
  }
  return { origin, size: Number(size), root };
}

/** The whole notes of a file of notes. */
export function notes(file: string): string[] {
  const found: string[] = [];
  let note = '';
  let signed = false;
  for (const line of file.split('\n')) {
    if (signed && line === '') {
      found.push(note);
      note = '';
      signed = false;
    } else {
      note += `${line}\n`;
      signed ||= line.startsWith('\u2014 ');
    }
  }
  return found;
}
