import { Observable } from './observable';

/** A choice of this browser that outlives the page, unless storage is forbidden. */
export class Remembered<T extends string> extends Observable<T> {
  constructor(name: string, choices: readonly T[], fallback: T) {
    super(choices.find((choice) => choice === read(name)) ?? fallback);
    this.follow((value) => write(name, value));
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`sekisho.${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`sekisho.${name}`, value);
  } catch {
    // Storage may be forbidden or full; the choice then ends with the page.
  }
}
