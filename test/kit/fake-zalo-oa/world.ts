/** Owns everything the fake Official Account platform remembers, and the switches for every point sources disagree on. */

export type Sent = {
  readonly seq: number;
  readonly at: number;
  readonly user: string;
  readonly kind: 'text' | 'buttons' | 'file' | 'image' | 'template';
  readonly text: string;
  readonly messageId: string;
  readonly billed: boolean;
  readonly buttons: readonly { readonly title: string; readonly payload: string }[];
  readonly file?: { readonly name: string; readonly size: number; readonly sha256: string };
  readonly template?: { readonly id: string; readonly data: Readonly<Record<string, unknown>> };
};

export type Person = {
  readonly id: string;
  /** Milliseconds; undefined: never interacted. */
  lastInteraction: number | undefined;
  follows: boolean;
  blocked: boolean;
  repliesSince: number;
};

/** `times`: how often it strikes; for ever when absent. */
export type Fault = {
  readonly path: RegExp;
  kind: 'code' | 'status' | 'page' | 'page_after' | 'drop_before' | 'drop_after' | 'delay';
  readonly code?: number;
  readonly ms?: number;
  times: number;
};

export type Switches = {
  /** `mac=<hex>`, bare hex or `sha256=<hex>`. */
  signature: 'mac' | 'bare' | 'sha256';
  upperCase: boolean;
  /** What is signed with: the body's timestamp, or only the header's. */
  stamp: 'body' | 'header';
  expiresIn: 'string' | 'number';
  accessSeconds: number;
  refreshDays: number;
  /** What a used refresh token is answered with. */
  deadRefresh: -14014 | -118;
  info: 'new' | 'old';
  /** 8 free answers in 48 hours, as it was before 2026; null: as many as wanted. */
  repliesWhileFree: number | null;
  /** Messages after 48 hours: billed, or refused because no billing account is linked. */
  billing: 'linked' | 'missing';
  /** Our own messages come back as events. */
  echoes: boolean;
  /** Buttons on the consultation message: taken, taken only with `template_type`, or refused. */
  buttons: 'taken' | 'named' | 'refused';
  /** Ids as JSON numbers beyond what a double holds. */
  numericIds: boolean;
  cdnSeconds: number;
};

export const usualSwitches: Switches = {
  signature: 'mac',
  upperCase: false,
  stamp: 'body',
  expiresIn: 'string',
  accessSeconds: 90_000,
  refreshDays: 90,
  deadRefresh: -14014,
  info: 'new',
  repliesWhileFree: null,
  billing: 'linked',
  echoes: true,
  buttons: 'taken',
  numericIds: false,
  cdnSeconds: 3_600,
};

export type World = {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaSecret: string;
  readonly oaId: string;
  readonly now: () => number;
  readonly switches: Switches;
  readonly people: Map<string, Person>;
  readonly access: Map<string, number>;
  readonly refresh: Map<string, number>;
  readonly codes: Map<string, { readonly until: number; readonly challenge: string }>;
  readonly uploads: Map<string, { readonly kind: 'file' | 'image'; readonly name: string; readonly bytes: Buffer; readonly until: number }>;
  readonly cdn: Map<string, { readonly bytes: Buffer; readonly until: number }>;
  readonly sent: Sent[];
  /** Every call, by path, with the code it was answered with. */
  readonly calls: { readonly path: string; readonly code: number; readonly grant?: string }[];
  readonly faults: Fault[];
  readonly templates: Set<string>;
  seq: number;
  minute: number;
  callsThisMinute: number;
};

/** Ids of about nineteen digits, as the platform's. */
export const longId = (world: World): string => `84172349817${String(10_000_000 + ++world.seq)}`;
