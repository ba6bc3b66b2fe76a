/**
 * Owns the measurement of the officers' desk: a database of 100,000 cases and 1,000,000 messages, the real program on it, and how long the
 * queue, a search, a case and an event take as a browser would ask for them. `DESK_CASES` makes a smaller one.
 */
import { join } from 'node:path';
import { fileWords } from '../src/desk/index.js';
import { keyFor } from '../src/keys.js';
import { officerAdded, officeOpened, sessionOpened, usualHours } from '../src/office/index.js';
import { type Database, openSqlite, query } from '../src/storage/index.js';
import type { Workplace } from './build.js';
import { answers, freePort, start, treeMb } from './child.js';
import { quantile } from './stats.js';
import { atMost, type Line, show } from './table.js';
import { randomFrom } from '../test/kit/random.js';

const CASES = Number(process.env.DESK_CASES ?? 100_000);
const MESSAGES_EACH = 10;
const ASKED = 200;
const SECRET = 'a key of thirty-two characters or more';

const family = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý'.split(' ');
const middle = 'Văn Thị Hữu Đức Minh Ngọc Thanh Quang Thu Hồng Xuân Kim Bảo Gia Anh Đình'.split(' ');
const given = 'An Bình Chi Dũng Đạt Giang Hà Hòa Hùng Khánh Lan Linh Mai Nam Nga Oanh Phúc Quân Sơn Tâm Thảo Tú Uyên Vinh Yến Đông Ánh Ấn Ổn Ước'.split(' ');
const said =
  'tôi bị giam oan ba tháng quyết định xử phạt đã hủy ủy ban xã thu hồi đất không đúng cán bộ giữ xe nhà tôi mất việc giấy tờ công an tòa án bản án nộp đơn ngày mấy bao giờ xong cảm ơn anh chị vâng ạ chưa có rồi mẹ con vợ chồng bệnh viện tiền thuốc luật sư huyện tỉnh'.split(
    ' ',
  );
const fields = ['criminal_proceedings', 'administration', 'civil_enforcement', 'elsewhere'];
const verdicts = ['covered_ready', 'covered_no_document', 'not_covered', 'out_of_time', 'cannot_tell'];
const phases = ['triage', 'interview', 'review', 'ready', 'handed_over'];
const provinces = ['01', '22', '31', '36', '48', '79', '92', '96'];

/** The same database each time. */
const random = randomFrom(7);
const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const q = {
  conversation: query<{ id: string; phase: string; owner: string; case_id: string; at: string }>()((db, p) =>
    db.insertInto('conversation').values({
      id: p('id'),
      language: 'vi',
      phase: p('phase'),
      owner: p('owner'),
      epoch: 1,
      case_id: p('case_id'),
      position: '{}',
      pending: null,
      created_at: p('at'),
      touched_at: p('at'),
    }),
  ),
  contact: query<{ id: string; chat: string; at: string }>()((db, p) =>
    db.insertInto('contact').values({ channel: 'telegram', chat: p('chat'), conversation_id: p('id'), stopped: 0, last_at: p('at') }),
  ),
  record: query<{ id: string; number: number; conversation: string; at: string }>()((db, p) =>
    db.insertInto('case_record').values({ id: p('id'), number: p('number'), conversation_id: p('conversation'), opened_at: p('at'), erased_at: null }),
  ),
  inbox: query<{ external: string; id: string; at: string; body: string }>()((db, p) =>
    db.insertInto('inbox').values({ channel: 'telegram', external_id: p('external'), conversation_id: p('id'), received_at: p('at'), body: p('body'), state: 'done', note: null }),
  ),
  outbox: query<{ id: string; chat: string; key: string; lane: string; at: string; payload: string }>()((db, p) =>
    db.insertInto('outbox').values({
      conversation_id: p('id'),
      channel: 'telegram',
      chat: p('chat'),
      turn_key: p('key'),
      part: 0,
      lane: p('lane'),
      class: 'repeatable',
      epoch: 1,
      tag: 'field',
      payload: p('payload'),
      state: 'sent',
      attempts: 1,
      not_before: p('at'),
      provider_id: null,
      error: null,
      created_at: p('at'),
      done_at: p('at'),
    }),
  ),
  answer: query<{ id: string; question: string; value: string; at: string }>()((db, p) =>
    db.insertInto('answer').values({
      conversation_id: p('id'),
      question: p('question'),
      value: p('value'),
      said: '1',
      wording_id: null,
      inbox_id: null,
      actor: 'person',
      answered_at: p('at'),
      superseded_at: null,
    }),
  ),
  event: query<{ id: string; at: string; kind: string; data: string }>()((db, p) =>
    db.insertInto('event').values({ conversation_id: p('id'), kind: p('kind'), actor: 'bot', at: p('at'), data: p('data') }),
  ),
  place: query<{ id: string; name: string; words: string; province: string; field: string; verdict: string; office: string | null }>()((db, p) =>
    db
      .updateTable('desk_case')
      .set({ name: p('name'), words: p('words'), province: p('province'), field: p('field'), verdict: p('verdict'), office_id: p('office') })
      .where('conversation_id', '=', p('id')),
  ),
};

type Made = { readonly ids: string[]; readonly names: string[]; readonly phones: string[]; readonly cookie: string; readonly officer: string };

/** Every row goes through the tables' own triggers, as in life. */
const fill = async (db: Database, note: (line: string) => void): Promise<Made> => {
  const made = { ids: [] as string[], names: [] as string[], phones: [] as string[] };
  const from = Date.parse('2024-01-02T01:00:00Z');
  const to = Date.now() - 3_600_000;
  const officer = 'bench-officer';
  const token = await db.transaction((tx) => {
    const at = new Date().toISOString();
    officeOpened(tx, { id: 'o1', name: 'Sở Tư pháp Ví Dụ', province: null, hours: usualHours, approves: false }, at);
    officerAdded(tx, { id: officer, office_id: 'o1', name: 'Trần Thị Hòa', email: 'hoa@example.com', role: 'officer', password: 'x', created_at: at });
    return sessionOpened(tx, { officer, stage: 'full', address: '127.0.0.1', agent: 'bench' }, at).token;
  });
  const chunk = 1_000;
  for (let first = 0; first < CASES; first += chunk) {
    await db.transaction((tx) => {
      for (let n = first; n < Math.min(CASES, first + chunk); n++) {
        const at = new Date(from + ((to - from) * n) / CASES).toISOString();
        const id = `bench${String(n).padStart(9, '0')}`;
        const chat = String(5_000_000 + n);
        const name = `${one(family)} ${one(middle)} ${one(given)}`;
        const phone = `09${String(10_000_000 + Math.floor(random() * 89_999_999))}`;
        const waits = random() < 0.005;
        const owner = waits ? 'queue' : random() < 0.002 ? `officer:${officer}` : 'bot';
        const field = one(fields);
        tx.run(q.conversation, { id, phase: one(phases), owner, case_id: `c${n}`, at });
        tx.run(q.contact, { id, chat, at });
        tx.run(q.record, { id: `c${n}`, number: n + 1, conversation: id, at });
        tx.run(q.answer, { id, question: 'consent', value: '"agree"', at });
        tx.run(q.answer, { id, question: 'field', value: JSON.stringify(field), at });
        for (let m = 0; m < MESSAGES_EACH; m++) {
          const text = Array.from({ length: 4 + Math.floor(random() * 16) }, () => one(said)).join(' ');
          if (m % 2 === 0) tx.run(q.inbox, { external: `${n}-${m}`, id, at, body: JSON.stringify({ kind: 'text', text }) });
          else tx.run(q.outbox, { id, chat, key: `t${n}-${m}`, lane: random() < 0.1 ? 'officer' : 'turn', at, payload: JSON.stringify({ text, choices: [], asks: true }) });
        }
        tx.run(q.event, { id, at, kind: 'case_opened', data: '{}' });
        if (waits) tx.run(q.event, { id, at, kind: 'person_wanted', data: '{"reason":"asked"}' });
        const reference = `DH-${at.slice(0, 4)}-${String(n + 1).padStart(6, '0')}`;
        tx.run(q.place, {
          id,
          name,
          words: `${reference} · ${n + 1} · ${name} · ${phone}`,
          province: one(provinces),
          field,
          verdict: one(verdicts),
          office: random() < 0.5 ? 'o1' : null,
        });
        made.ids.push(id);
        made.names.push(name);
        made.phones.push(phone);
      }
    });
    // What the program does after the turns.
    for (let n = 0; n < chunk * MESSAGES_EACH; n += 100) await db.transaction(fileWords);
    if (first % 20_000 === 0) note(`console: ${first} cases written`);
  }
  return { ...made, cookie: `dh_console=${token}`, officer };
};

export const desk = async (place: Workplace, note: (line: string) => void): Promise<readonly Line[]> => {
  const dir = place.fresh('console');
  const db = openSqlite(join(dir, 'dong-hanh.db'), keyFor(SECRET, 'database'));
  const made = await fill(db, note);
  const mb = Math.round(db.size() / 1_048_576);
  db.close();
  note(`console: ${mb} MB of database`);
  const port = await freePort();
  const child = start(place.script('src/main'), { STATE_DIR: dir, SECRET_KEY: SECRET, PORT: String(port) });
  try {
    const base = `http://127.0.0.1:${port}`;
    await answers(`${base}/healthz`, 60_000);
    const get = async (path: string): Promise<string> => {
      const answer = await fetch(`${base}/console${path}`, { headers: { cookie: made.cookie }, redirect: 'manual' });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      return text;
    };
    const timed = async (paths: readonly string[]): Promise<number> => {
      const ms: number[] = [];
      for (const path of paths) {
        const from = performance.now();
        await get(path);
        ms.push(performance.now() - from);
      }
      return quantile(ms, 0.95);
    };
    const some = (make: () => string): readonly string[] => Array.from({ length: ASKED }, make);
    const filter = (): string =>
      one(['', `&field=${one(fields)}`, `&verdict=${one(verdicts)}`, `&province=${one(provinces)}&phase=${one(phases)}`, `&field=${one(fields)}&verdict=${one(verdicts)}`]);
    const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
    await timed(some(() => '/queue'));
    const queue = await timed(some(() => `/queue?view=${one(['waiting', 'mine', 'all'])}${filter()}`));
    const search = await timed(
      some(
        () =>
          `/queue?q=${encodeURIComponent(one([() => plain(one(made.names)), () => one(made.names), () => one(made.phones), () => `DH-2025-${String(1 + Math.floor(random() * CASES)).padStart(6, '0')}`, () => `${one(said)} ${one(said)} ${one(said)}`])())}`,
      ),
    );
    const cases = await timed(some(() => `/cases/${one(made.ids)}`));
    const event = await events(base, made, get);
    const memory = treeMb(child.pid);
    const line = (what: string, value: number, most: number, unit: string): Line => ({
      bench: 'console',
      what,
      ours: show(value, unit),
      beside: '',
      goal: atMost(value, most, unit),
    });
    const size = `${CASES.toLocaleString('en')} cases, ${(CASES * MESSAGES_EACH).toLocaleString('en')} messages`;
    return [
      line(`queue with filters, p95 (${size})`, queue, 100, 'ms'),
      line('search by name, phone, number, words, p95', search, 100, 'ms'),
      line('page of a case, p95', cases, 100, 'ms'),
      line('from pressing a button to the event on another page, p95', event, 300, 'ms'),
      line('resident memory of the process', memory, 350, 'MB'),
    ];
  } finally {
    await child.end();
  }
};

/** A private note is written; until the page that watches the case hears of it. The commit is in between, so this is more than the goal measures. */
const events = async (base: string, made: Made, get: (path: string) => Promise<string>): Promise<number> => {
  const id = made.ids.at(-1) ?? '';
  const page = await get(`/cases/${id}`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const cursor = /data-cursor="([^"]+)"/.exec(page)?.[1] ?? '';
  const cut = new AbortController();
  const stream = await fetch(`${base}/console/cases/${id}/events?after=${encodeURIComponent(cursor)}`, {
    headers: { cookie: made.cookie, accept: 'text/event-stream' },
    signal: cut.signal,
  });
  const reader = stream.body?.getReader();
  if (reader === undefined) throw new Error('the stream has no body');
  let text = '';
  const until = async (mark: string): Promise<void> => {
    while (!text.includes(mark)) {
      const piece = await reader.read();
      if (piece.done) throw new Error('the stream ended');
      text += Buffer.from(piece.value).toString();
    }
  };
  await until('\n\n');
  const ms: number[] = [];
  for (let n = 0; n < 40; n++) {
    const words = `ghi-chu-${n}-x`;
    const from = performance.now();
    const post = fetch(`${base}/console/cases/${id}/note`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: made.cookie, origin: base, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrf, text: words }),
    });
    const answer = await post;
    if (answer.status !== 303) throw new Error(`the note was answered ${answer.status}`);
    await until(words);
    ms.push(performance.now() - from);
    text = '';
  }
  cut.abort();
  return quantile(ms, 0.95);
};
