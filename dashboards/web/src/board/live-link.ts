import type { Patch, Recording, Sign } from '../api/types';
import { Observable } from '../kit/observable';
import { type Board, EMPTY, patched } from './board';
import { Freshness } from './freshness';

/** The part of `EventSource` that the link uses. */
export interface Stream {
  readonly readyState: number;
  onmessage: ((message: MessageEvent<string>) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (message: MessageEvent<string>) => void): void;
  close(): void;
}

export interface LinkState {
  /** What the board shows may no longer be so. */
  readonly stale: boolean;
  /** The station's own time in its last message. */
  readonly asOf: string | undefined;
}

export interface Surroundings {
  readonly open: (address: string) => Stream;
  /** Milliseconds of the wall clock, so that a sleeping computer wakes up stale. */
  readonly now: () => number;
  readonly after: (delayMs: number, task: () => void) => void;
  /** Asked before a stream that the station refused is opened again. */
  readonly mayReopen: () => Promise<boolean>;
}

const CLOSED = 2;
const REOPEN_MS = 2000;
const WATCH_MS = 1000;

/**
 * Keeps the board in step with the station over server-sent events.
 *
 * The browser itself reconnects when the line breaks, naming the last sequence it has. The link
 * opens a stream of its own when the station refused one, and when a stream that looks open has
 * been silent for too long; then it names the sequence in the address.
 */
export class LiveLink {
  readonly board = new Observable<Board>(EMPTY);
  /** What is the matter with the recording; undefined while all is well. */
  readonly recording = new Observable<Recording | undefined>(undefined);
  readonly state = new Observable<LinkState>({ stale: false, asOf: undefined });
  readonly #around: Surroundings;
  readonly #freshness: Freshness;
  #stream: Stream | undefined;
  #started = false;
  /** Counts starts, so that a watch left over from before a stop ends. */
  #round = 0;
  #whole = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#freshness = new Freshness(around.now());
  }

  start(): void {
    if (this.#started) {
      return;
    }
    this.#started = true;
    this.#round++;
    this.#open();
    this.#watch(this.#round);
  }

  stop(): void {
    this.#started = false;
    this.#stream?.close();
    this.#stream = undefined;
  }

  #open(): void {
    this.#stream?.close();
    this.#freshness.listening(this.#around.now());
    const known = this.#whole ? `?after=${this.board.value.sequence}` : '';
    const stream = this.#around.open(`/api/live${known}`);
    stream.onmessage = (message) => this.#take(JSON.parse(message.data) as Patch);
    stream.addEventListener('beat', (message) => this.#heard(JSON.parse(message.data) as Sign));
    stream.onerror = () => this.#broke(stream);
    this.#stream = stream;
  }

  #take(patch: Patch): void {
    this.#whole ||= patch.whole;
    this.board.set(patched(this.board.value, patch));
    this.#heard(patch);
  }

  #heard(sign: Sign): void {
    this.#freshness.heard(this.#around.now());
    if (JSON.stringify(sign.recording) !== JSON.stringify(this.recording.value)) {
      this.recording.set(sign.recording);
    }
    this.#show(sign.now);
  }

  #broke(stream: Stream): void {
    if (stream !== this.#stream) {
      return;
    }
    this.#freshness.lost();
    this.#show(this.state.value.asOf);
    if (stream.readyState === CLOSED) {
      this.#around.after(REOPEN_MS, () => void this.#reopen(stream));
    }
  }

  async #reopen(stream: Stream): Promise<void> {
    const allowed = await this.#around.mayReopen();
    if (this.#started && allowed && stream === this.#stream) {
      this.#open();
    }
  }

  #watch(round: number): void {
    if (!this.#started || round !== this.#round) {
      return;
    }
    this.#show(this.state.value.asOf);
    if (this.#freshness.isSilent(this.#around.now())) {
      this.#freshness.lost();
      this.#open();
    }
    this.#around.after(WATCH_MS, () => this.#watch(round));
  }

  #show(asOf: string | undefined): void {
    const stale = this.#freshness.isStale(this.#around.now());
    const shown = this.state.value;
    if (stale !== shown.stale || asOf !== shown.asOf) {
      this.state.set({ stale, asOf });
    }
  }
}
