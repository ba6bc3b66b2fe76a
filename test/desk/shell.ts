/** Owns a console page's surroundings for tests of the desk alone: any row served to a given officer, without signing in. The real shell is tested by its own. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ConsoleParts } from '../../src/console/parts.js';
import type { ConsoleRoute, Ctx, Form } from '../../src/console/routes.js';
import { deskRoutes } from '../../src/console/desk/index.js';
import { law } from '../../flows/index.js';
import { scopeOfCase } from '../../src/desk/index.js';
import type { Officer } from '../../src/office/index.js';
import { audit } from '../../src/office/index.js';
import { type Bench, hoa, nam, wording } from './kit.js';

export const officers: Readonly<Record<string, Officer>> = {
  hoa: { id: hoa.id, name: hoa.name, officeId: 'o1', officeName: hoa.office, province: null, role: 'supervisor' },
  nam: { id: nam.id, name: nam.name, officeId: 'o2', officeName: nam.office, province: null, role: 'officer' },
};

export const partsOf = (bench: Bench): ConsoleParts => ({
  db: bench.db,
  now: bench.now,
  wording,
  law,
  cookieKey: Buffer.alloc(32, 1),
  secure: false,
  publicUrl: 'http://127.0.0.1',
  scopeOf: scopeOfCase,
  filed: () => Promise.resolve(),
  bytes: () => Promise.reject(new Error('this test has no files')),
  takeFile: () => Promise.resolve({ ok: false, code: 'file_too_big' }),
  wake: () => undefined,
  watch: () => () => undefined,
  stateDir: '',
  failed: (where, error) => {
    throw new Error(`${where}: ${String(error)}`);
  },
  desk: { tools: bench.tools, typing: () => undefined, handOut: () => Promise.resolve({ ok: false, code: 'file_too_big' }) },
});

const formOf = async (request: Request): Promise<Form> => {
  const data = request.method === 'POST' ? await request.formData() : new FormData();
  return {
    text: (name) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    },
    all: (name) => data.getAll(name).filter((value) => typeof value === 'string'),
    file: (name) => {
      const value = data.get(name);
      return value instanceof File ? value : undefined;
    },
  };
};

/** Serves the desk's rows; who asks is the header `x-officer`. */
export const openShell = (parts: ConsoleParts, rows: readonly ConsoleRoute[] = deskRoutes): Hono<{ Bindings: Partial<HttpBindings> }> => {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>().basePath('/console');
  for (const row of rows)
    app.on(row.method, row.path, async (c) => {
      if (row.needs === 'open' || row.needs === 'half') throw new Error('the desk has no open rows');
      const officer = officers[c.req.header('x-officer') ?? ''] ?? officers.hoa;
      if (officer === undefined) throw new Error('no such officer in this test');
      const conversation = c.req.param('conversation');
      const ctx: Ctx = {
        c,
        parts,
        db: parts.db,
        now: parts.now,
        words: parts.wording.vi,
        csrf: 'token',
        form: await formOf(c.req.raw),
        address: '127.0.0.1',
        officer,
        session: 's',
        home: '/',
        scope: conversation === undefined ? undefined : parts.scopeOf(parts.db.read, conversation),
        param: (name) => c.req.param(name) ?? '',
        query: (name) => c.req.query(name),
        page: (view, status = 200) => c.html(String(view.body), status),
        redirect: (path) => c.redirect(`/console${path}`, 303),
        refuse: (status) => c.text('no', status),
        act: (entry, work) =>
          parts.db.transaction((tx) => {
            const value = work(tx);
            audit(tx, { ...entry, who: officer.id, at: parts.now() });
            return value;
          }),
      };
      return row.handler(ctx);
    });
  return app;
};
