/** The fear: a page that somebody may open who should not, or a new page nobody thought about. Every route × role × own or another office, against the readable table. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleRoute, consoleRoutes, type Visit } from '../../src/console/index.js';
import { type Role, roles } from '../../src/office/index.js';
import { openOffice, type TestOffice } from '../kit/an-office.js';

const lines = readFileSync(join(import.meta.dirname, 'who-may.txt'), 'utf8')
  .split('\n')
  .filter((line) => /^(GET|POST)/.test(line))
  .map((line) => line.split(/\s+/));
const table = new Map(lines.map(([method, path, ...cells]) => [`${method} ${path}`, cells]));

/** Reached or not is the question: what the handler would do is another test's. */
const marked = (row: ConsoleRoute): ConsoleRoute => ({ ...row, handler: (visit: Visit) => visit.c.text(`reached name="csrf" value="${visit.csrf}"`) });
/** What desk pages look like, so that the shell's own check of cases is tried whatever pages there are. */
const samples: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/sample/:conversation', needs: 'case.read', reads: 'case', handler: () => new Response() },
  { method: 'GET', path: '/sample/:conversation/file', needs: 'case.read', reads: 'document', handler: () => new Response() },
  { method: 'GET', path: '/sample/:conversation/live', needs: 'case.read', reads: 'live', handler: () => new Response() },
  { method: 'POST', path: '/sample/:conversation', needs: 'case.act', reads: 'case', handler: () => new Response() },
  { method: 'POST', path: '/sample/:conversation/approve', needs: 'case.supervise', reads: 'case', handler: () => new Response() },
];
const sampleCells: Readonly<Record<string, readonly string[]>> = {
  'GET /sample/:conversation': ['own', 'own', 'own', 'any'],
  'GET /sample/:conversation/file': ['own', 'own', 'own', 'any'],
  'GET /sample/:conversation/live': ['own', 'own', 'own', 'any'],
  'POST /sample/:conversation': ['own', 'own', 'own', 'no'],
  'POST /sample/:conversation/approve': ['no', 'own', 'own', 'no'],
};
const rows = [...consoleRoutes, ...samples].map(marked);
const nameOf = (row: ConsoleRoute): string => `${row.method} ${row.path}`;
const scopes = {
  mine: { officeId: 'here', province: '31' },
  theirs: { officeId: 'there', province: '48' },
  freeHere: { officeId: null, province: '31' },
  freeThere: { officeId: null, province: '48' },
  freeNowhere: { officeId: null, province: null },
};
const sees: Readonly<Record<string, readonly (keyof typeof scopes)[]>> = {
  own: ['mine', 'freeHere', 'freeNowhere'],
  any: ['mine', 'theirs', 'freeHere', 'freeThere', 'freeNowhere'],
};

let office: TestOffice;
const cookies = new Map<Role, string>();
let half = '';
beforeAll(async () => {
  office = await openOffice({ rows, scopes });
  for (const role of roles) cookies.set(role, await office.enter((await office.person(role)).id));
  // A supervisor without a second step: the password was right, the rest is to come.
  half = await office.enter((await office.person('supervisor', 'here', { twoSteps: false })).id);
});
afterAll(() => {
  expect(office.failures).toEqual([]);
  office.close();
});

const pathOf = (row: ConsoleRoute, conversation: string): string => row.path.replace(':conversation', conversation).replace(/:\w+/g, 'x');
const ask = (row: ConsoleRoute, cookie: string | undefined, conversation = 'mine') => (row.method === 'GET' ? office.get : office.post)(pathOf(row, conversation), { cookie });
const reached = async (row: ConsoleRoute, cookie: string | undefined, conversation?: string): Promise<number> => {
  const answer = await ask(row, cookie, conversation);
  return answer.text.startsWith('reached') ? 200 : answer.status;
};

describe('the table', () => {
  it('names every page there is, and no other', () => {
    expect([...table.keys()].sort()).toEqual(consoleRoutes.map(nameOf).sort());
  });
  it('has an answer for each role', () => {
    const short = [...table].filter(
      ([, cells]) => !(['open', 'half'].includes(cells[0] ?? '') ? cells.length === 1 : [4, 5].includes(cells.length) && cells.every((cell) => /^(yes|no|own|any)$/.test(cell))),
    );
    expect(short.map(([name]) => name)).toEqual([]);
  });
});

describe.each(rows.map((row) => ({ name: nameOf(row), row })))('$name', ({ name, row }) => {
  const cells = table.get(name) ?? sampleCells[name] ?? [];
  it('is open to nobody before sign-in unless the table says so', async () => {
    const [nobody, halfway] = [await reached(row, undefined), await reached(row, half)];
    if (cells[0] === 'open') expect([nobody, halfway]).toEqual([200, 200]);
    else expect(nobody, 'without a session').toBe(row.method === 'GET' ? 303 : 401);
    if (cells[0] === 'half') expect(halfway).toBe(200);
    else if (cells[0] !== 'open') expect(halfway, 'with half a session').toBe(303);
  });
  it.each(roles.map((role, i) => ({ role, i })))('$role', async ({ role, i }) => {
    const cookie = cookies.get(role);
    const cell = cells.length === 1 ? 'yes' : (cells[i] ?? 'no');
    if (cell === 'yes') expect(await reached(row, cookie)).toBe(200);
    else if (cell === 'no') expect([await reached(row, cookie, 'mine'), await reached(row, cookie, 'theirs')]).toEqual([403, 403]);
    else
      for (const conversation of [...Object.keys(scopes), 'never-was']) {
        const seen = (sees[cell ?? ''] ?? []).some((one) => one === conversation);
        expect(await reached(row, cookie, conversation), conversation).toBe(seen ? 200 : 404);
      }
  });
  it('refuses a form without this browser’s token, or from another page', async () => {
    if (row.method !== 'POST') return;
    const cookie = cells[0] === 'half' ? half : cells[0] === 'open' ? undefined : cookies.get('admin');
    expect((await office.post(pathOf(row, 'mine'), { cookie, csrf: 'x'.repeat(43) })).status).toBe(403);
    expect((await office.post(pathOf(row, 'mine'), { cookie, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });
});
