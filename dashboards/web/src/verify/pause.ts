/** The longest that a page may be busy in one piece, in milliseconds: shorter than anybody feels. */
const PIECE = 12;

/**
 * Lets the page draw and answer the keyboard in the middle of long work. Costs nothing while the
 * work has just begun.
 */
export function pauses(now: () => number = () => performance.now()): () => Promise<void> {
  let since = now();
  return async () => {
    if (now() - since > PIECE) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      since = now();
    }
  };
}
