import { Station } from '../api/station';
import type { Plan, Session } from '../api/types';
import { LiveLink } from '../board/live-link';
import { Observable } from '../kit/observable';
import { Remembered } from '../kit/remembered';
import { SiteTime } from '../kit/site-time';

/**
 * The one place where the parts of the page meet: the station, who is signed in, the plan of the
 * site, the live link.
 */
export const station = new Station();

/** Undefined until the station has answered for the first time. */
export const session = new Observable<Session | undefined>(undefined);

const NO_PLAN: Plan = {
  site: '',
  clock: 'Asia/Tokyo',
  zones: [],
  doors: [],
  machines: [],
  people: [],
  desks: [],
};

export const plan = new Observable<Plan>(NO_PLAN);
export const siteTime = new Observable<SiteTime>(new SiteTime(NO_PLAN.clock));
plan.follow((adopted) => siteTime.set(new SiteTime(adopted.clock)));

export const link = new LiveLink({
  open: (address) => new EventSource(address),
  now: () => Date.now(),
  after: (delay, task) => void setTimeout(task, delay),
  mayReopen: stillSignedIn,
});

export const theme = new Remembered('theme', ['system', 'light', 'dark'], 'system');
export const oneKey = new Remembered('oneKey', ['on', 'off'], 'on');
export const siren = new Remembered('siren', ['off', 'on'], 'off');

station.onSignedOut = () => {
  const known = session.value;
  if (known?.signedIn) {
    session.set({ signedIn: false, demo: known.demo, site: known.site });
  }
};

session.follow((now) => {
  if (now?.signedIn) {
    link.start();
  } else {
    link.stop();
  }
});

/** The name of something in the plan, or its id when the plan does not know it. */
export function nameOf(kind: 'zones' | 'doors' | 'machines' | 'people', id: string): string {
  return plan.value[kind].find((one) => one.id === id)?.name ?? id;
}

/** True also when the station cannot be asked: then the link tries, and fails, by itself. */
async function stillSignedIn(): Promise<boolean> {
  try {
    const now = await station.session();
    session.set(now);
    return now.signedIn;
  } catch {
    return true;
  }
}
