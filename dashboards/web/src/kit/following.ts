import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Followable {
  follow(follower: () => void): () => void;
}

/** Renders an element again whenever one of the values it shows is replaced. */
export class Following implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sources: readonly Followable[];
  #leave: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, ...sources: Followable[]) {
    this.#host = host;
    this.#sources = sources;
    host.addController(this);
  }

  hostConnected(): void {
    this.#leave = this.#sources.map((source) => source.follow(() => this.#host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const leave of this.#leave) {
      leave();
    }
  }
}
