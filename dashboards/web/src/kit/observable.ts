/** A value that tells its followers when it is replaced. */
export class Observable<T> {
  #value: T;
  readonly #followers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (value === this.#value) {
      return;
    }
    this.#value = value;
    for (const follower of [...this.#followers]) {
      follower(value);
    }
  }

  /** Calls back on every later value, until the function it returns is called. */
  follow(follower: (value: T) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}
