import type { Board } from '../board/board';
import { Observable } from '../kit/observable';

/** A card that lies, or lay just now, on the reader of a desk: the entry that told of it. */
export interface LaidCard {
  readonly reader: string;
  readonly card: number;
  readonly at: string;
}

/** The last card on a desk's reader that came after the page began to look. */
export class LastCard extends Observable<LaidCard | undefined> {
  #seen: number | undefined;
  #reader = '';

  /** Follows another desk from now on: what lay there before is not this page's business. */
  choose(reader: string): void {
    if (reader !== this.#reader) {
      this.#reader = reader;
      this.set(undefined);
    }
  }

  /** Takes the board as it is now. */
  look(board: Board): void {
    const newest = board.desks.reduce((most, desk) => Math.max(most, desk.card), 0);
    const seen = this.#seen;
    if (board.sequence === 0) {
      return;
    }
    this.#seen = Math.max(newest, seen ?? board.sequence);
    const here = board.desks.find((desk) => desk.reader === this.#reader);
    if (seen !== undefined && here && here.card > seen) {
      this.set(here);
    }
  }
}
