/** Silence after which the board no longer speaks of the present; two beats of the station. */
export const SILENCE_MAX_MS = 20_000;

/** Whether what the board shows is still the present. Times are milliseconds, passed in. */
export class Freshness {
  #heardAt: number;
  #broken = false;

  /** @param now when the link began to listen */
  constructor(now: number) {
    this.#heardAt = now;
  }

  /** The station said something. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#broken = false;
  }

  /** The link to the station is known to be down. */
  lost(): void {
    this.#broken = true;
  }

  /** A new attempt to listen: silence counts from here, but a broken link stays broken. */
  listening(now: number): void {
    this.#heardAt = now;
  }

  /** Nothing came for too long. A clock that was set back proves nothing: that is silence, too. */
  isSilent(now: number): boolean {
    return now - this.#heardAt >= SILENCE_MAX_MS || now < this.#heardAt;
  }

  isStale(now: number): boolean {
    return this.#broken || this.isSilent(now);
  }
}
