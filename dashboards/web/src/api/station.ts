import type {
  Badge,
  CardMeaning,
  CardOwner,
  Fault,
  Held,
  Named,
  Permit,
  PermitForm,
  Plan,
  Range,
  Retained,
  Session,
  Visit,
  VisitForm,
} from './types';

/** The station understood and said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly faults: readonly Fault[],
  ) {
    super(`refused with ${status}: ${faults.map((fault) => fault.code).join(', ')}`);
  }
}

/** Nobody answered, or not the station. Whether a change was made is unknown. */
export class Unreachable extends Error {}

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

const PATIENCE_MS = 15_000;

/** The station as the pages see it. Methods fail with {@link Refused} or {@link Unreachable}. */
export class Station {
  /** Called when the station no longer knows this browser. */
  onSignedOut: () => void = () => {};
  readonly #fetch: Fetch;

  constructor(fetch: Fetch = (address, init) => globalThis.fetch(address, init)) {
    this.#fetch = fetch;
  }

  /** Who is signed in; also an answer when nobody is. */
  async session(): Promise<Session> {
    const response = await this.#send('GET', '/api/session');
    if (response.status !== 401 && !response.ok) {
      throw await refusal(response);
    }
    return (await body(response)) as Session;
  }

  async signIn(user: string, password: string): Promise<Session> {
    const response = await this.#send('POST', '/api/session', { user, password });
    if (!response.ok) {
      throw await refusal(response);
    }
    return (await body(response)) as Session;
  }

  async signOut(): Promise<void> {
    await this.#ask('DELETE', '/api/session');
  }

  async plan(): Promise<Plan> {
    return (await this.#ask('GET', '/api/plan')) as Plan;
  }

  /** People whose name or id holds `text`, the best first; a few only. */
  async people(text: string): Promise<readonly Named[]> {
    const found = await this.#ask('GET', `/api/people?${new URLSearchParams({ q: text })}`);
    return (found as { people: Named[] }).people;
  }

  async visitsInside(): Promise<readonly Visit[]> {
    return ((await this.#ask('GET', '/api/visits?open=true')) as { visits: Visit[] }).visits;
  }

  async register(form: VisitForm): Promise<string> {
    return ((await this.#ask('POST', '/api/visits', form)) as { visit: string }).visit;
  }

  /** Signs a visitor out, whose badge is back unless it is said to be something else. */
  async leave(visit: string, badge: 'returned' | 'kept' = 'returned'): Promise<void> {
    await this.#ask('POST', `/api/visits/${encodeURIComponent(visit)}/leave`, { badge });
  }

  async card(card: number): Promise<CardMeaning> {
    return (await this.#ask('GET', `/api/cards/${card}`)) as CardMeaning;
  }

  async issueCard(card: number, owner: CardOwner): Promise<void> {
    await this.#ask('POST', `/api/cards/${card}/issue`, owner);
  }

  async revokeCard(card: number): Promise<void> {
    await this.#ask('POST', `/api/cards/${card}/revoke`, {});
  }

  /** The badges that are not back. */
  async badges(): Promise<readonly Badge[]> {
    return ((await this.#ask('GET', '/api/badges')) as { badges: Badge[] }).badges;
  }

  async giveBack(badge: string): Promise<void> {
    await this.#ask('POST', `/api/badges/${encodeURIComponent(badge)}/return`, {});
  }

  async permits(): Promise<readonly Permit[]> {
    return ((await this.#ask('GET', '/api/permits')) as { permits: Permit[] }).permits;
  }

  async permit(form: PermitForm): Promise<void> {
    await this.#ask('POST', '/api/permits', form);
  }

  async revoke(permit: string): Promise<void> {
    await this.#ask('POST', `/api/permits/${encodeURIComponent(permit)}/revoke`, {});
  }

  /** What is plugged into a machine now becomes its own: fixed devices, to which nobody objects. */
  async adoptDevices(machine: string): Promise<void> {
    await this.#ask('POST', `/api/machines/${encodeURIComponent(machine)}/baseline`, {});
  }

  async acknowledge(finding: number): Promise<void> {
    await this.#ask('POST', `/api/alarms/${finding}/acknowledge`, {});
  }

  async countEntries(range: Range): Promise<Held> {
    return (await this.#ask('GET', `/api/entries/count?${query(range)}`)) as Held;
  }

  /** Where the browser downloads the entries of a range. */
  entriesAddress(range: Range, language: string): string {
    return `/api/entries.csv?${query(range)}&lang=${language}`;
  }

  async retention(): Promise<Retained> {
    return (await this.#ask('GET', '/api/retention')) as Retained;
  }

  /** Asks for the erasure of what is due of these kinds, and of whoever is named so. */
  async requestErasure(form: {
    readonly kinds: readonly string[];
    readonly named?: string;
    readonly reason: string;
  }): Promise<string> {
    const made = await this.#ask('POST', '/api/retention/requests', form);
    return (made as { request: string }).request;
  }

  async approveErasure(request: string): Promise<void> {
    await this.#ask('POST', `${requestAt(request)}/approve`, {});
  }

  async refuseErasure(request: string, reason: string): Promise<void> {
    await this.#ask('POST', `${requestAt(request)}/refuse`, { reason });
  }

  /** Where the browser downloads the certificate of an erasure. */
  certificateAddress(request: string, language: string): string {
    return `${requestAt(request)}/certificate?lang=${language}`;
  }

  async hold(form: {
    readonly all: boolean;
    readonly subjects: readonly string[];
    readonly reason: string;
  }): Promise<string> {
    return ((await this.#ask('POST', '/api/retention/holds', form)) as { hold: string }).hold;
  }

  async release(hold: string, reason: string): Promise<void> {
    const address = `/api/retention/holds/${encodeURIComponent(hold)}/release`;
    await this.#ask('POST', address, { reason });
  }

  async #ask(method: string, address: string, content?: unknown): Promise<unknown> {
    const response = await this.#send(method, address, content);
    if (response.status === 401) {
      this.onSignedOut();
    }
    if (!response.ok) {
      throw await refusal(response);
    }
    return body(response);
  }

  async #send(method: string, address: string, content?: unknown): Promise<Response> {
    const changes = method !== 'GET';
    const init: RequestInit = {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        accept: 'application/json',
        ...(changes ? { 'content-type': 'application/json', 'x-sekisho': '1' } : {}),
      },
    };
    if (content !== undefined) {
      init.body = JSON.stringify(content);
    }
    let response: Response;
    try {
      response = await this.#fetch(address, init);
    } catch (cause) {
      throw new Unreachable('no answer', { cause });
    }
    if (response.status >= 500) {
      throw new Unreachable(`answered ${response.status}`);
    }
    return response;
  }
}

function requestAt(request: string): string {
  return `/api/retention/requests/${encodeURIComponent(request)}`;
}

function query(range: Range): string {
  return new URLSearchParams({ zone: range.zone, from: range.from, until: range.until }).toString();
}

async function body(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Unreachable('answered something else than JSON', { cause });
  }
}

async function refusal(response: Response): Promise<Refused> {
  const said = (await body(response)) as { errors?: Fault[] } | undefined;
  return new Refused(response.status, said?.errors ?? []);
}
