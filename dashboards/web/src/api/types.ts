/** What the station sends and takes. Times are ISO-8601 in UTC. */

export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

export interface Fault {
  readonly code: string;
  readonly field?: string | null;
  readonly message: Bilingual;
}

export interface Session {
  readonly signedIn: boolean;
  readonly demo: boolean;
  readonly site: string;
  readonly user?: string;
}

export interface Presence {
  readonly kind: 'card' | 'visitor';
  readonly id: string;
  readonly name: string;
  readonly since: string;
  /** What is told in the place of a name that is erased. */
  readonly lack?: Bilingual;
  /** Nobody knows whose card it is; the name is then the card's id. */
  readonly unknown?: boolean;
  readonly company?: string;
  readonly escort?: string;
  readonly plannedExit?: string;
}

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly within?: string;
  readonly inside: readonly Presence[];
}

export interface Door {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  /** Absent for a door that the plan does not know. */
  readonly exit?: 'reader' | 'button';
  readonly state: 'open' | 'closed' | 'unknown';
  readonly since?: string;
}

export interface PluggedMedia {
  readonly media: string;
  readonly port?: string;
  readonly vid?: string;
  readonly pid?: string;
  readonly serial?: string;
  readonly interfaces: readonly string[];
  readonly since: string;
  readonly judgement: 'permitted' | 'unpermitted';
}

export type Reachability = 'online' | 'offline' | 'deaf' | 'unknown';

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly agent: Reachability;
  readonly since?: string;
  readonly media: readonly PluggedMedia[];
}

export interface Source {
  readonly id: string;
  readonly zone?: string;
  readonly state: Reachability;
  readonly since?: string;
  readonly reason?: string;
}

/** The last card on a desk's reader; `card` is the entry that told of it. */
export interface DeskCard {
  readonly reader: string;
  readonly card: number;
  readonly at: string;
}

export interface Alarm {
  /** Sequence number of the finding behind it. */
  readonly finding: number;
  readonly open: boolean;
  readonly rule: string;
  readonly zone?: string;
  /** Whom or what it is about, such as `media` to `0781:5581:4C53`. */
  readonly subject: Readonly<Record<string, string>>;
  readonly at: string;
  readonly recordedAt: string;
  readonly state: string;
  readonly late: boolean;
  readonly acknowledgedBy?: string;
  readonly title: Bilingual;
  readonly sentence: Bilingual;
}

export interface LiveFact {
  readonly sequence: number;
  readonly at: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly zone?: string;
  readonly text: Bilingual;
}

/** Something is the matter with the recording: it has stopped, or soon will. */
export interface Recording {
  /** Facts are still taken in. */
  readonly going: boolean;
  readonly since: string;
  readonly title: Bilingual;
  readonly advice: Bilingual;
}

/** What every message of the live stream says. */
export interface Sign {
  readonly now: string;
  /** Absent while all is well. */
  readonly recording?: Recording;
}

/** A message of the live stream: everything there is (`whole`), or what changed since the last. */
export interface Patch extends Sign {
  readonly sequence: number;
  readonly whole: boolean;
  readonly zones?: readonly Zone[];
  readonly doors?: readonly Door[];
  readonly machines?: readonly Machine[];
  readonly sources?: readonly Source[];
  readonly desks?: readonly DeskCard[];
  readonly alarms?: readonly Alarm[];
  readonly facts?: readonly LiveFact[];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Plan {
  readonly site: string;
  /** The site's time zone, such as `Asia/Tokyo`. */
  readonly clock: string;
  /** When the office closes, `HH:MM` by the site's clock. */
  readonly closing?: string;
  readonly zones: readonly (Named & { readonly within?: string })[];
  readonly doors: readonly (Named & { readonly zone: string })[];
  readonly machines: readonly (Named & { readonly zone: string })[];
  readonly people: readonly Named[];
  /** The desks that have a card reader. */
  readonly desks: readonly Named[];
}

export type VisitKind = 'vendor' | 'guest';

export interface VisitForm {
  readonly zone: string;
  readonly kind: VisitKind;
  readonly name: string;
  readonly company: string;
  readonly purpose: string;
  readonly escort: string;
  readonly badge?: string;
  readonly carriedItems: readonly string[];
  readonly plannedExit: string;
  /** A card that was laid down, to be the visitor's own. */
  readonly card?: string;
}

export interface Visit extends Omit<VisitForm, 'kind' | 'plannedExit' | 'escort'> {
  readonly visit: string;
  readonly kind: string;
  readonly escort?: string;
  readonly plannedExit?: string;
  readonly registeredAt: string;
  readonly leftAt?: string;
}

/** What a card that was laid down means now. */
export interface CardMeaning {
  readonly card: number;
  readonly reader: string;
  readonly at: string;
  readonly means: 'person' | 'badge' | 'visitor' | 'unknown' | 'unusable';
  /** It was issued at a desk, and can be revoked there. */
  readonly issued: boolean;
  readonly person?: Named;
  readonly badge?: string;
  /** Absent for a badge that is here. */
  readonly lent?: BadgeState;
  /** The visit that goes on with it. */
  readonly visit?: Visit;
  /** The last visit that went on with it. */
  readonly before?: Visit;
}

/** To whom a card is issued. */
export type CardOwner = { readonly person: string } | { readonly badge: string };

export type BadgeState = 'lent' | 'kept' | 'lost';

/** A badge that is not back. */
export interface Badge {
  readonly badge: string;
  readonly visit: string;
  readonly state: BadgeState;
  readonly lentAt: string;
  readonly name?: string;
  readonly company?: string;
  readonly leftAt?: string;
}

export interface PermitForm {
  readonly media: string;
  readonly zone: string;
  readonly machine?: string;
  readonly person?: string;
  readonly from: string;
  readonly until: string;
}

export interface Permit extends PermitForm {
  readonly permit: string;
  readonly revoked: boolean;
}

/** A time in which a source could not be reached. */
export interface BlindSpan {
  readonly source: string;
  readonly zone?: string;
  readonly from: string;
  /** Missing while it lasts. */
  readonly until?: string;
  readonly seconds?: number;
}

/** What a range holds. */
export interface Held {
  readonly count: number;
  readonly blind: readonly BlindSpan[];
}

export interface Range {
  /** A zone's id, or `all`. */
  readonly zone: string;
  /** First day, `YYYY-MM-DD` by the site's clock. */
  readonly from: string;
  /** Last day, included. */
  readonly until: string;
}

/** Kinds of personal data, each kept for a time of its own. */
export const DATA_KINDS = ['ledger', 'alarm', 'read', 'brief', 'aside'] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Fiscal years; days for `brief` and `aside`. */
export interface Schedule extends Readonly<Record<DataKind, number>> {
  /** The first day of a fiscal year, `MM-DD`. */
  readonly yearBegins: string;
}

export interface Due {
  /** A pseudonym, such as `visit:V-ABC234`. */
  readonly subject: string;
  readonly kind: DataKind;
  /** Days, `YYYY-MM-DD`. */
  readonly last: string;
  readonly since: string;
}

export interface ErasureRequest {
  readonly request: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly state: 'waiting' | 'approved' | 'refused' | 'done';
  readonly approvedBy?: string;
  readonly count: number;
  /** The first of them. */
  readonly subjects: readonly string[];
}

export interface Hold {
  readonly hold: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** Empty for everybody's. */
  readonly subjects: readonly string[];
}

export interface Retained {
  readonly schedule: Schedule;
  /** Missing while the journal is being read. */
  readonly due?: {
    readonly count: number;
    readonly counts: Readonly<Record<DataKind, number>>;
    readonly listed: readonly Due[];
  };
  /** How many entries still have to be read. */
  readonly reading?: number;
  readonly requests: readonly ErasureRequest[];
  readonly holds: readonly Hold[];
}
