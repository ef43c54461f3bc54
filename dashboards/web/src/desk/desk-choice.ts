import { plan } from '../shell/here';
import { Observable } from '../kit/observable';

/** This browser stands at no desk with a reader. */
export const NO_DESK = '';

const KEY = 'sekisho.desk';

/** At which desk this browser stands: chosen once, and the only one where there is but one. */
export const desk = new Observable(NO_DESK);

function settle(): void {
  const desks = plan.value.desks;
  const chosen = remembered();
  const known = desks.some((one) => one.id === chosen);
  const only = desks.length === 1 && chosen === null ? desks[0]?.id : undefined;
  desk.set(known ? (chosen ?? NO_DESK) : (only ?? NO_DESK));
}

settle();
plan.follow(settle);
desk.follow((chosen) => {
  if (plan.value.desks.length > 0) {
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // Storage may be forbidden or full; the choice then ends with the page.
    }
  }
});

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
