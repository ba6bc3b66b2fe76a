/** The fear: a page that lost its line shows something else than what is so. A thousand streams cut anywhere; after each the page equals the database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversation } from '../../src/cases/index.js';
import { handBack, linesOf, reply, takeOver } from '../../src/desk/index.js';
import { type Bench, hoa, openBench, tools } from './kit.js';
import { openShell, partsOf } from './shell.js';

const DROPS = Number(process.env.DESK_DROPS ?? 1000);

type Delta = {
  readonly cursor: string;
  readonly lines: readonly { readonly key: string; readonly sort: string; readonly html: string }[];
  readonly parts: Readonly<Record<string, { readonly html: string }>>;
};

/** What a browser holds: lines by key, parts by id. Forms' tokens differ in each drawing and are no content. */
const openPage = () => {
  const lines = new Map<string, { sort: string; html: string }>();
  const parts = new Map<string, string>();
  let cursor = '';
  return {
    cursor: () => cursor,
    apply: (delta: Delta) => {
      for (const { key, sort, html } of delta.lines) lines.set(key, { sort, html });
      for (const [id, { html }] of Object.entries(delta.parts)) parts.set(id, plain(html));
      cursor = delta.cursor;
    },
    shows: () => ({ lines: [...lines.values()].sort((a, b) => (a.sort < b.sort ? -1 : 1)).map(({ html }) => html), parts: Object.fromEntries(parts) }),
  };
};
const plain = (html: string): string => html.replace(/name="token" value="[^"]*"/g, '').replace(/giữ đến [\d:/ ]+/g, '');

describe(`${DROPS} dropped streams`, () => {
  let bench: Bench;
  let id = '';
  beforeAll(async () => {
    bench = openBench();
    await bench.says('a', 'xin chào');
    id = await bench.says('a', 'đồng ý');
  });
  afterAll(() => bench.close());

  it('the page equals the database after each', { timeout: 600_000 }, async () => {
    const app = openShell(partsOf(bench));
    /** One event of a fresh stream, then the line is cut, without a word to the server. */
    const once = async (after: string): Promise<Delta> => {
      const cut = new AbortController();
      const answer = await app.request(`/console/cases/${id}/events`, { headers: after === '' ? {} : { 'last-event-id': after }, signal: cut.signal });
      const reader = answer.body?.getReader();
      let text = '';
      for (;;) {
        const piece = await reader?.read();
        if (piece === undefined || piece.done) throw new Error(`the stream ended without an event: ${text}`);
        text += Buffer.from(piece.value).toString();
        const data = /^data: (.*)$/m.exec(text)?.[1];
        if (data === undefined || !text.includes('\n\n', text.indexOf('data: '))) continue;
        cut.abort();
        await reader?.cancel();
        return JSON.parse(data) as Delta;
      }
    };
    const page = openPage();
    for (let n = 0; n < DROPS; n++) {
      // Something happens while nobody listens.
      const kind = n % 7;
      const row = conversation(bench.db.read, id);
      if (kind < 3) await bench.says('a', `tin số ${n}`);
      else if (kind === 3 && row?.owner !== 'officer:hoa') await bench.db.transaction((tx) => takeOver(tx, id, hoa, row?.epoch ?? 0, bench.now(), tools));
      else if (kind === 4) await bench.db.transaction((tx) => reply(tx, id, hoa, { text: `lời ${n}`, token: `t${n}`, seen: linesOf(bench.db.read, id).seen }, bench.now(), tools));
      else if (kind === 5)
        await bench.db.transaction((tx) => tx.run({ sql: `update outbox set state = 'sent', done_at = '${bench.now()}' where state = 'pending'`, binds: [] }, {}));
      else if (kind === 6 && n % 3 === 0) await bench.db.transaction((tx) => handBack(tx, id, hoa, bench.now(), tools));
      page.apply(await once(page.cursor()));
      if (n % 25 !== 24) continue;
      const fresh = openPage();
      fresh.apply(await once(''));
      const shown = page.shows();
      const truth = fresh.shows();
      expect(shown.lines.slice(-truth.lines.length)).toEqual(truth.lines);
      expect(shown.parts).toEqual(truth.parts);
    }
  });
});
