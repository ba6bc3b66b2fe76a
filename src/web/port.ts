/** Owns what the pages need from the rest: nothing here touches a table. `main.ts` wires the real one, tests an in-memory one. */
import type { Readable } from 'node:stream';
import type { Day, Instant, Result } from '../basics/index.js';
import type { Cursor, Line, UploadedFile } from '../cases/index.js';
import type { Extra, StepDetail, StepKind } from '../conversation/index.js';
import type { DossierRecord } from '../dossier/index.js';
import type { Partials } from '../evidence/index.js';
import type { Receive } from '../messages/index.js';
import type { Language, Wording } from '../wording/index.js';

export type Hook = { readonly admits: (headers: Headers) => boolean; readonly handle: (headers: Headers, body: Buffer) => Promise<{ readonly status: number }> };

/** `prefix`: what ids of files that come by this page begin with. `room`: how many more it takes. */
export type UploadPlace = {
  readonly prefix: string;
  readonly language: Language;
  readonly until: Instant;
  readonly paper?: string;
  readonly room: number;
  readonly files: readonly UploadedFile[];
};
/** Channels that have a webhook; the name is its address. */
export const hookNames = ['telegram', 'zalo-oa', 'zalo-bot'] as const;
export type HookName = (typeof hookNames)[number];

/** What an agency sees behind its link: one dossier, what the Law asks next, what was told. */
export type AgencyPlace = {
  readonly agency: string;
  readonly until: Instant;
  /** A newer version of the dossier was made since. */
  readonly newer: boolean;
  readonly record: DossierRecord;
  readonly exhibits: readonly { readonly number: number; readonly title: string; readonly pages: number; readonly from?: number; readonly to?: number }[];
  /** Where the claim stands, in one sentence. */
  readonly stands: string;
  readonly duties: readonly {
    readonly title: string;
    readonly due: Day | undefined;
    readonly article: string;
    readonly state: 'running' | 'late' | 'expected' | 'paused';
    readonly lines: readonly string[];
  }[];
  readonly told: readonly {
    readonly id: string;
    readonly kind: StepKind;
    readonly on: Day;
    readonly number: string;
    readonly signer: string;
    readonly by: 'agency' | 'person' | 'officer';
    readonly detail: StepDetail;
    /** The person keeps a photo of the paper here. It is not shown on this page. */
    readonly photographed: boolean;
  }[];
  /** What a clerk most likely came to tell. */
  readonly next: readonly StepKind[];
  readonly extras: Readonly<Record<string, readonly Extra[]>>;
  readonly today: Day;
};
/** One form of an agency's page. `form`: made with the page, so that a double click tells once. */
export type AgencyAct = {
  readonly kind: string;
  readonly form: string;
  readonly on: string;
  readonly number: string;
  readonly signer: string;
  readonly paper?: { readonly fileId: string; readonly name: string; readonly mime: string };
  readonly fields: Readonly<Record<string, string>>;
};
/** The claimant's own timeline. */
export type TimelinePlace = {
  readonly language: Language;
  readonly reference: string;
  readonly today: Day;
  readonly roads: readonly { readonly road: 'agency' | 'court' | 'honour'; readonly says: string; readonly until: Day | undefined }[];
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly mine: boolean;
    readonly due: Day | undefined;
    readonly state: 'running' | 'late' | 'expected' | 'paused';
    readonly cite: string;
    readonly sure: boolean;
    readonly lines: readonly string[];
    readonly after: string;
    readonly unknown: string;
  }[];
  readonly told: readonly { readonly on: Day; readonly text: string }[];
};
/** A file made or kept for whoever holds the link. */
export type PageFile = { readonly name: string; readonly mime: string; readonly bytes: Buffer };

export type WebPort = {
  /** Stores messages of channel `web`; resolves after the commit. */
  readonly receive: Receive;
  /** Lines of a web chat after a cursor; empty for a chat that never wrote. */
  readonly feed: (chat: string, after: Cursor) => { readonly lines: readonly Line[]; readonly cursor: Cursor };
  /** Calls back after each commit that changed this chat; returns how to stop. Before the chat's first message too: the call may come from the commit that makes it. */
  readonly watch: (chat: string, listener: () => void) => () => void;
  /** The language the talk is in, or undefined for a chat that never wrote. */
  readonly language: (chat: string) => Language | undefined;
  /** Takes a file's bytes in, refusing while they stream in when too big; keeps nothing of a chat that has not agreed to that. `handle` goes into the `file` message. */
  readonly takeUpload: (chat: string, name: string, bytes: Readable) => Promise<Result<{ readonly handle: string; readonly name: string; readonly size: number }>>;
  /** What a link hands out, or undefined when it is unknown, expired or revoked. */
  readonly openLink: (token: string) => Promise<{ readonly name: string; readonly mime: string; readonly bytes: Buffer } | undefined>;
  /** Pages by which files of one case come in, behind `/u/<token>`. */
  readonly uploadPages: {
    /** The page a token opens, or undefined when it is unknown, expired or closed. A look: nothing is counted. */
    readonly place: (token: string) => UploadPlace | undefined;
    /** The verdict on a whole file, and its message in the talk: the same id is one message. What lay in `partials` under it is let go. Refuses with a code of `files.yaml`, or `page_closed`. */
    readonly take: (id: string, name: string, group: string | undefined, bytes: AsyncIterable<Uint8Array>) => Promise<Result<undefined>>;
    readonly partials: Partials;
    /** Bytes of a file that was handed over under this id; undefined when none was. */
    readonly sizeOf: (id: string) => number | undefined;
  };
  /** The page of one agency for one dossier, behind `/a/<token>`. */
  readonly agencyPages: {
    /** Recorded as an opening. Undefined when the link is unknown, expired or revoked. */
    readonly visit: (token: string) => Promise<AgencyPlace | undefined>;
    /** The id of the step recorded, the same one for the same form. Refuses with the name of the field that is wrong, `on_future`, `form_broken` or `link_gone`. */
    readonly tell: (token: string, act: AgencyAct) => Promise<Result<string>>;
    /** A draft for the clerk from the case's own facts: `receipt`, `form02`, `form03`; undefined for any other. */
    readonly draft: (token: string, kind: string, format: 'pdf' | 'docx') => Promise<PageFile | undefined>;
    /** The dossier as it was sent. */
    readonly file: (token: string) => Promise<PageFile | undefined>;
  };
  /** The claimant's timeline behind `/t/<token>`, and as a calendar file. Undefined when the link does not hold. */
  readonly timelinePages: { readonly visit: (token: string) => Promise<TimelinePlace | undefined>; readonly calendar: (token: string) => Promise<PageFile | undefined> };
  /** Keeps a paper that came with an agency's form. */
  readonly takePaper: (name: string, bytes: Readable) => Promise<Result<{ readonly fileId: string; readonly name: string; readonly mime: string }>>;
  readonly wording: Wording;
  /** Answers a platform's webhook: who may enter, told before the body is read; raw body in, status out, after the commit. Absent when that channel is off or polls. */
  readonly webhooks: Readonly<Partial<Record<HookName, Hook>>>;
  /** Answers everything below `/console`; absent when there is none (tests of the chat). */
  readonly console?: (request: Request, env: object) => Response | Promise<Response>;
  /** A picture a platform comes to fetch from `/p/<token>`, once; `look`: only whether it is there. Absent when no channel needs it. */
  readonly photo?: (token: string, look: boolean) => { readonly bytes: Buffer; readonly mime: string } | undefined;
  /** Signs the web chat's cookie. */
  readonly cookieKey: Buffer;
  /** Pages are served over https: cookies are `Secure`. */
  readonly secure: boolean;
  readonly health: () => { readonly ok: boolean; readonly detail: Readonly<Record<string, string | number | boolean>> };
  /** Prometheus text. No personal data. */
  readonly metrics: () => string;
  /** Told of a fault of ours that a page answered with 500: for the log. `where` is a route, never an address with a token. */
  readonly failed: (where: string, error: unknown) => void;
};
