/**
 * Owns the shape of a console page: a row with its method, path, who may, and what it reads. A row without `needs` does not compile, and
 * `consoleApp` serves nothing but rows. Does not own what pages show, nor who is signed in (`gate.ts`).
 */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Instant } from '../basics/index.js';
import type { CaseScope, Officer, Permission } from '../office/index.js';
import type { Database, Tx } from '../storage/index.js';
import type { Words } from '../wording/index.js';
import type { ConsoleParts } from './parts.js';

/**
 * What a page shows of people: `none`; `list`, many cases at a glance (bind `sightOf` in the query); `case` and `document`, one case or bytes of one:
 * the path has `:conversation`, and before the handler runs the shell has looked up the case's office, answered 404 for a case of
 * another office (403 for a POST the role may not do) and recorded the reading in the trail; `live`, the same check, recorded once when the
 * stream opens; `export`, takes data out: recorded each time; `trail`, the trail itself.
 */
export type Reads = 'none' | 'list' | 'case' | 'document' | 'live' | 'export' | 'trail';

/** Paths are below `/console`: `/cases/:conversation/reply`. `nav`: a place in the navigation (or, `admin`, on the page of administration), by the key of its words. */
type Place = {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  readonly reads: Reads;
  readonly nav?: { readonly label: string; readonly order: number; readonly group?: 'admin' };
  /** Most bytes of a posted form; 64 KB when absent. */
  readonly most?: number;
};
/** `open`: anybody, also without a session. `half`: the password was right, the second factor is to come or to be set up. */
export type OpenRoute = Place & { readonly needs: 'open'; readonly handler: (visit: Visit) => Response | Promise<Response> };
export type HalfRoute = Place & { readonly needs: 'half'; readonly handler: (visit: HalfVisit) => Response | Promise<Response> };
export type OfficerRoute = Place & { readonly needs: Permission; readonly handler: (ctx: Ctx) => Response | Promise<Response> };
export type ConsoleRoute = OpenRoute | HalfRoute | OfficerRoute;

/** A page to be put into the frame. `scripts`: names of modules in `assets/`. `wide`: uses the whole width. */
export type View = { readonly title: string; readonly body: Child; readonly scripts?: readonly string[]; readonly wide?: boolean };

/** A posted form, urlencoded or multipart, text in NFC without control characters. */
export type Form = {
  /** Empty when absent. */
  readonly text: (name: string) => string;
  readonly all: (name: string) => readonly string[];
  readonly file: (name: string) => File | undefined;
};

/** What every handler has. */
export type Visit = {
  readonly parts: ConsoleParts;
  readonly db: Database;
  readonly now: () => Instant;
  readonly words: Words;
  /** Goes into every form: `<Csrf token={ctx.csrf} />` (page.tsx). Checked before a POST's handler runs. */
  readonly csrf: string;
  readonly form: Form;
  /** Of the path; throws for a name the path has not. */
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | undefined;
  /** Where the request came from; for the trail of sessions only. */
  readonly address: string;
  /** For streams and headers; pages use the functions below. */
  readonly c: Context<{ Bindings: Partial<HttpBindings> }>;
  readonly page: (view: View, status?: 200 | 400 | 403 | 404 | 409 | 429) => Response;
  /** 303 to a path below `/console`; `done` says a line on the page after: words `console.done.<done>`. */
  readonly redirect: (path: `/${string}`, done?: string) => Response;
};

/** The password was right; `officer` is who it is. */
export type HalfVisit = Visit & { readonly officer: Officer; readonly session: string; readonly stage: 'code' | 'enrol' | 'full' };

/** What an officer's handler has. */
export type Ctx = Visit & {
  readonly officer: Officer;
  /** Id of the session. */
  readonly session: string;
  /** The case of `:conversation`; undefined on pages that are about none. */
  readonly scope: CaseScope | undefined;
  /** The first page this role has in the navigation: where `/console` leads. */
  readonly home: `/${string}`;
  /** One transaction: the act and its row in the trail. `work` throws to do neither. */
  readonly act: <T>(entry: { readonly what: string; readonly target?: string; readonly why?: string }, work: (tx: Tx) => T) => Promise<T>;
  /** A page that says no: 403 not allowed, 404 not there (or not yours), 409 somebody was faster. */
  readonly refuse: (status: 403 | 404 | 409, why?: string) => Response;
};
