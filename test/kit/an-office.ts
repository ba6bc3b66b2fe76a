/** Owns a console over a database of its own for tests: offices, invented people of each role, their sessions, and asking for pages as a browser would. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Secret, TOTP } from 'otpauth';
import { law } from '../../flows/index.js';
import { addSeconds, type Instant, ok } from '../../src/basics/index.js';
import { type ConsoleParts, type ConsoleRoute, consoleApp } from '../../src/console/index.js';
import { type CaseScope, enterEnrolled, hashPassword, officerAdded, officerById, officeOpened, type Role, secretBegun, sessionOpened, usualHours } from '../../src/office/index.js';
import { type Database, openSqlite } from '../../src/storage/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { loadWording } from '../../src/wording/index.js';
import { tools } from '../desk/kit.js';

const wording = loadWording(join(repositoryFolder(), 'locales'));
/** Good enough for a test, and hashed once: hashing is slow on purpose. */
export const PASSWORD = 'bốn con voi đi chợ sớm';
let hashed: Promise<string> | undefined;

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers; readonly to: string | null };
export type Ask = {
  readonly cookie?: string | undefined;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Not the right token, on purpose. */
  readonly csrf?: string;
};

export type TestOffice = {
  readonly db: Database;
  readonly parts: ConsoleParts;
  readonly stateDir: string;
  readonly app: ReturnType<typeof consoleApp>;
  readonly now: () => Instant;
  readonly wait: (seconds: number) => void;
  readonly failures: string[];
  /** An officer of an office (made when it is new), with a second factor where `twoSteps`. */
  readonly person: (
    role: Role,
    office?: string,
    about?: { readonly twoSteps?: boolean; readonly email?: string },
  ) => Promise<{ readonly id: string; readonly email: string; readonly secret: string }>;
  /** The cookie of a full session. */
  readonly enter: (officer: string) => Promise<string>;
  readonly code: (secret: string) => string;
  readonly get: (path: string, ask?: Ask) => Promise<Answer>;
  readonly post: (path: string, ask?: Ask) => Promise<Answer>;
  readonly close: () => void;
};

export const OFFICES = { here: { name: 'Trung tâm TGPL Ví Dụ Một', province: '31' }, there: { name: 'Trung tâm TGPL Ví Dụ Hai', province: '48' } } as const;

/** `scopes`: where the cases of a test belong. */
export const openOffice = async (
  over: { readonly rows?: readonly ConsoleRoute[]; readonly scopes?: Readonly<Record<string, CaseScope>>; readonly secure?: boolean } = {},
): Promise<TestOffice> => {
  const stateDir = mkdtempSync(join(tmpdir(), 'an-office-'));
  const db = openSqlite(join(stateDir, 'dong-hanh.db'), Buffer.alloc(32, 5));
  let at: Instant = '2026-11-20T03:00:00.000Z';
  const now = (): Instant => at;
  const failures: string[] = [];
  let people = 0;
  hashed ??= hashPassword(PASSWORD);
  const password = await hashed;
  await db.transaction((tx) => {
    for (const [id, { name, province }] of Object.entries(OFFICES)) officeOpened(tx, { id, name, province, hours: usualHours, approves: false }, at);
  });
  const parts: ConsoleParts = {
    db,
    now,
    wording,
    law,
    cookieKey: Buffer.alloc(32, 9),
    secure: over.secure ?? false,
    publicUrl: 'http://localhost',
    stateDir,
    scopeOf: (_read, conversation) => over.scopes?.[conversation],
    filed: () => Promise.resolve(),
    bytes: async () => Buffer.from('bytes'),
    takeFile: async (name, bytes: Readable) => ok({ handle: 'h', name, size: (await bytes.toArray()).length }),
    wake: () => undefined,
    watch: () => () => undefined,
    failed: (where, error) => void failures.push(`${where}: ${error instanceof Error ? error.stack : String(error)}`),
    desk: { tools, typing: () => undefined, handOut: () => Promise.resolve({ ok: false, code: 'unreadable' }) },
  };
  const app = consoleApp(parts, ...(over.rows === undefined ? [] : [over.rows]));
  const code = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: Date.parse(at) });

  const answered = async (response: Response): Promise<Answer> => ({
    status: response.status,
    text: await response.text(),
    headers: response.headers,
    to: response.headers.get('location'),
  });
  const ask = (method: string, path: string, { cookie, headers }: Ask, body?: URLSearchParams): Promise<Answer> =>
    Promise.resolve(
      app.request(`http://localhost/console${path}`, {
        method,
        headers: { ...(cookie === undefined ? {} : { cookie }), 'sec-fetch-site': 'same-origin', ...headers },
        ...(body === undefined ? {} : { body }),
      }),
    ).then(answered);
  const get = (path: string, one: Ask = {}): Promise<Answer> => ask('GET', path, one);
  /** The token as the page a person sees has it, and the cookie it goes with. */
  const tokenFor = async (cookie: string | undefined): Promise<{ readonly csrf: string; readonly cookie: string }> => {
    const page = await get(cookie === undefined ? '/sign-in' : '/help', { cookie });
    const half = page.status === 303 ? await get((page.to ?? '').replace(/^\/console/, ''), { cookie }) : page;
    return { csrf: /name="csrf" value="([^"]+)"/.exec(half.text)?.[1] ?? '', cookie: cookie ?? cookieIn(half.headers) };
  };

  return {
    db,
    parts,
    stateDir,
    app,
    now,
    wait: (seconds) => {
      at = addSeconds(at, seconds);
    },
    failures,
    person: async (role, office = 'here', { twoSteps = role === 'admin' || role === 'supervisor' || role === 'agency', email } = {}) => {
      const id = `${role}-${office}-${++people}`;
      const address = email ?? `${id}@example.org`;
      await db.transaction((tx) => officerAdded(tx, { id, office_id: office, name: `Người Ví Dụ ${people}`, email: address, role, password, created_at: at }));
      if (!twoSteps) return { id, email: address, secret: '' };
      const { secret } = await db.transaction((tx) => secretBegun(tx, id));
      const officer = officerById(db.read, id);
      if (officer === undefined) throw new Error('the officer was not added');
      const { id: session } = await db.transaction((tx) => sessionOpened(tx, { officer: id, stage: 'enrol', address: '', agent: '' }, at));
      const entered = await enterEnrolled(db, { id: session, officer }, code(secret), { address: '', agent: '' }, now);
      if (entered.kind !== 'in') throw new Error('the second factor was not set');
      return { id, email: address, secret };
    },
    enter: async (officer) => {
      const { token } = await db.transaction((tx) => sessionOpened(tx, { officer, stage: 'full', address: '203.0.113.9', agent: 'Ví dụ' }, at));
      return `${(over.secure ?? false) ? '__Host-' : ''}dh_console=${token}`;
    },
    code,
    get,
    post: async (path, one = {}) => {
      const known = await tokenFor(one.cookie);
      return ask('POST', path, { ...one, cookie: known.cookie }, new URLSearchParams({ ...one.form, csrf: one.csrf ?? known.csrf }));
    },
    close: () => {
      db.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
};

/** `name=value; …` of what an answer sets. */
export const cookieIn = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
