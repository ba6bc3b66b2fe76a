/** The fears: two voices at once, a silent gap, words lost, a bot that speaks over an officer, a talk that starts anew after help. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversation, eventsOf } from '../../src/cases/index.js';
import {
  correct,
  handBack,
  leaseLapsed,
  leaseUntil,
  linesOf,
  passOn,
  queue,
  renewLease,
  reply,
  search,
  showSeen,
  takeOver,
  undoCorrection,
  undoReply,
} from '../../src/desk/index.js';
import { noFilters } from '../../src/desk/index.js';
import type { Line } from '../../src/desk/index.js';
import type { Query } from '../../src/storage/index.js';
import { type Bench, hoa, nam, openBench, tools } from './kit.js';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench.close());

const everything = { everything: 1, office: '', province: null } as const;
const act = <T>(work: Parameters<Bench['db']['transaction']>[0] extends never ? never : (tx: Parameters<Parameters<Bench['db']['transaction']>[0]>[0]) => T): Promise<T> =>
  bench.db.transaction(work);
const epochOf = (id: string): number => conversation(bench.db.read, id)?.epoch ?? 0;
const ownerOfTalk = (id: string): string => conversation(bench.db.read, id)?.owner ?? '';
const said = (id: string): readonly (Line & { side: 'out' })[] => linesOf(bench.db.read, id).lines.filter((line) => line.side === 'out');
const seen = (id: string) => linesOf(bench.db.read, id).seen;
const askedTags = (id: string): readonly string[] => said(id).map(({ tag }) => tag);

const begun = async (chat = 'a'): Promise<string> => {
  await bench.says(chat, 'xin chào');
  await bench.says(chat, 'đồng ý');
  return bench.says(chat, 'Cơ quan phạt, thu, cấp phép sai');
};

describe('taking over', () => {
  it('makes one owner, withdraws what the bot had not said, tells the person once by name and office', async () => {
    const id = await begun();
    const before = said(id).filter(({ delivery }) => delivery === 'pending').length;
    const taken = await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    expect(taken).toMatchObject({ ok: true, withdrawn: before });
    expect(ownerOfTalk(id)).toBe('officer:hoa');
    const notices = said(id).filter(({ tag }) => tag === 'desk.taken_over');
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('Trần Thị Hòa (Trung tâm Trợ giúp pháp lý Ví Dụ)')]);
    expect(said(id).filter(({ delivery }) => delivery === 'pending')).toEqual(notices);
  });

  it('of two who press at once one wins and the other is told who', async () => {
    const id = await begun();
    const epoch = epochOf(id);
    const [first, second] = await Promise.all([hoa, nam].map((officer) => act((tx) => takeOver(tx, id, officer, epoch, bench.now(), tools))));
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual({ ok: false, code: 'taken', by: hoa });
    expect(askedTags(id).filter((tag) => tag === 'desk.taken_over')).toHaveLength(1);
  });

  it('a page made before somebody else came and went is told to look again', async () => {
    const id = await begun();
    const epoch = epochOf(id);
    await act((tx) => takeOver(tx, id, hoa, epoch, bench.now(), tools));
    await act((tx) => handBack(tx, id, hoa, bench.now(), tools));
    expect(await act((tx) => takeOver(tx, id, nam, epoch, bench.now(), tools))).toEqual({ ok: false, code: 'moved' });
  });

  it('pressing twice is taking over once', async () => {
    const id = await begun();
    const epoch = epochOf(id);
    await act((tx) => takeOver(tx, id, hoa, epoch, bench.now(), tools));
    await act((tx) => takeOver(tx, id, hoa, epoch, bench.now(), tools));
    expect(askedTags(id).filter((tag) => tag === 'desk.taken_over')).toHaveLength(1);
  });

  it('while an officer owns the talk the bot is silent whatever comes, and every message is kept in order', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    const before = said(id).length;
    await bench.says('a', 'tôi bị phạt oan');
    await bench.says('a', { kind: 'start' });
    await bench.says('a', { kind: 'tap', payload: 'a|x|y|z|1' });
    await bench.says('a', 'gặp cán bộ');
    expect(said(id)).toHaveLength(before);
    const came = linesOf(bench.db.read, id).lines.flatMap((line) => (line.side === 'in' ? [line.body.kind === 'text' ? line.body.text : line.body.kind] : []));
    expect(came.slice(-4)).toEqual(['tôi bị phạt oan', 'start', 'tap', 'gặp cán bộ']);
  });
});

describe('replying', () => {
  it('a reply over a stale view is refused and shows what was missed', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    const view = seen(id);
    await bench.says('a', 'khoan đã, tôi nhớ nhầm ngày');
    const refused = await act((tx) => reply(tx, id, hoa, { text: 'Anh/chị gửi giúp quyết định.', token: 't1', seen: view }, bench.now(), tools));
    expect(refused).toMatchObject({ ok: false, code: 'stale', missed: [{ side: 'in', body: { text: 'khoan đã, tôi nhớ nhầm ngày' } }] });
    expect(await act((tx) => reply(tx, id, hoa, { text: 'Vâng, ngày nào ạ?', token: 't1', seen: seen(id) }, bench.now(), tools))).toMatchObject({ ok: true, again: false });
  });

  it('a form sent twice speaks once; another officer may not speak', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    const words = { text: 'Chào anh/chị.', token: 't1', seen: seen(id) };
    await act((tx) => reply(tx, id, hoa, words, bench.now(), tools));
    expect(await act((tx) => reply(tx, id, hoa, words, bench.now(), tools))).toMatchObject({ ok: true, again: true });
    expect(await act((tx) => reply(tx, id, nam, words, bench.now(), tools))).toEqual({ ok: false, code: 'not_yours' });
    expect(said(id).filter(({ writer }) => writer === 'hoa')).toHaveLength(1);
  });

  it('what has not gone can be taken back, and becomes the draft again', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    const sent = await act((tx) => reply(tx, id, hoa, { text: 'Nhầm người rồi', token: 't1', seen: seen(id) }, bench.now(), tools));
    expect(sent.ok && (await act((tx) => undoReply(tx, id, hoa, sent.key, bench.now(), tools)))).toEqual({ ok: true });
    expect(said(id).at(-1)).toMatchObject({ delivery: 'cancelled', error: 'taken_back' });
    expect(sent.ok && (await act((tx) => undoReply(tx, id, hoa, sent.key, bench.now(), tools)))).toEqual({ ok: false, code: 'too_late' });
  });
});

describe('handing back, passing on, leases', () => {
  it('the bot says what happened and asks the question that was open', async () => {
    const id = await begun();
    const open = askedTags(id).at(-1);
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    await bench.says('a', 'cán bộ ơi');
    await act((tx) => handBack(tx, id, hoa, bench.now(), tools));
    expect(ownerOfTalk(id)).toBe('bot');
    expect(said(id).at(-1)).toMatchObject({ tag: open, text: expect.stringMatching(/^Cán bộ Trần Thị Hòa đã chuyển lại cho trợ lý tự động\. 2 câu trả lời/) });
    expect(leaseUntil(bench.db.read, id)).toBeUndefined();
    expect(await act((tx) => handBack(tx, id, hoa, bench.now(), tools))).toEqual({ ok: false, code: 'not_yours' });
  });

  it('a lease that ends gives the case to the queue, not to the bot, and the person is told; presence keeps it', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    bench.later(1_700);
    expect(await act((tx) => renewLease(tx, id, hoa, bench.now(), tools))).toBe(true);
    bench.later(200);
    expect(await act((tx) => leaseLapsed(tx, id, bench.now(), tools))).toBe(false);
    bench.later(1_800);
    expect(await act((tx) => leaseLapsed(tx, id, bench.now(), tools))).toBe(true);
    expect(ownerOfTalk(id)).toBe('queue');
    expect(said(id).at(-1)?.text).toContain('đang vắng');
    expect(queue(bench.db.read, 'waiting', '', everything, noFilters).map((row) => row.wait_reason)).toEqual(['lapsed']);
    expect(await act((tx) => renewLease(tx, id, hoa, bench.now(), tools))).toBe(false);
  });

  it('passing on waits for a colleague; the next take-over withdraws «please wait» when it has not gone', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    await act((tx) => passOn(tx, id, hoa, bench.now(), tools));
    await act((tx) => takeOver(tx, id, nam, epochOf(id), bench.now(), tools));
    expect(said(id).find(({ tag }) => tag === 'desk.said.passed_on')?.delivery).toBe('cancelled');
    expect(ownerOfTalk(id)).toBe('officer:nam');
  });
});

describe('correcting', () => {
  it('an answer is changed in the officer’s name, shown to the person, and can be put back', async () => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    const done = await act((tx) => correct(tx, id, hoa, { key: 'field', given: { option: 'criminal_proceedings' } }, bench.now(), tools));
    expect(done).toMatchObject({ ok: true });
    expect(said(id).at(-1)).toMatchObject({ tag: 'desk.corrected', text: expect.stringContaining('Trần Thị Hòa đã sửa giúp') });
    const actor = () => bench.db.read.all({ sql: `select actor, value from answer where question = 'field' and superseded_at is null`, binds: [] }, {});
    expect(actor()).toEqual([{ actor: 'officer:hoa', value: '"criminal_proceedings"' }]);
    const event = done.ok ? done.event : 0;
    expect(await act((tx) => undoCorrection(tx, id, hoa, event, bench.now(), tools))).toEqual({ ok: true });
    expect(actor()).toEqual([{ actor: 'officer:hoa', value: '"administration"' }]);
    expect(await act((tx) => undoCorrection(tx, id, hoa, event, bench.now(), tools))).toEqual({ ok: false, code: 'moved' });
  });

  it.each([
    ['consent', 'đồng ý', { ok: false, code: 'unreadable', why: 'only_person' }],
    ['claimant_name', 'Nguyễn Văn Mẫu', { ok: false, code: 'unreadable', why: 'not_asked' }],
    ['field', 'asdf', { ok: false, code: 'unreadable', why: 'choice_unreadable' }],
  ])('%s cannot be answered with «%s»', async (key, text, expected) => {
    const id = await begun();
    await act((tx) => takeOver(tx, id, hoa, epochOf(id), bench.now(), tools));
    expect(await act((tx) => correct(tx, id, hoa, { key, given: { text } }, bench.now(), tools))).toMatchObject(expected);
  });
});

describe('queue and search', () => {
  it('who asked for a person waits with the reason; a name is found without diacritics; erased is gone', async () => {
    const id = await begun();
    await bench.says('a', 'Tôi là Đặng Thị Hoà, gặp cán bộ');
    expect(queue(bench.db.read, 'waiting', '', everything, noFilters)).toMatchObject([{ conversation_id: id, wait_reason: 'asked', field: 'administration' }]);
    expect(search(bench.db.read, 'dang thi hoa', everything).map((hit) => hit.case.conversation_id)).toEqual([id]);
    expect(search(bench.db.read, 'Đặng Thị Hoa', everything).map(({ by }) => by)).toEqual(['message']);
    expect(search(bench.db.read, 'DH-2026-000001', everything).map(({ by }) => by)).toEqual(['case']);
    expect(search(bench.db.read, 'khong co ai', everything)).toEqual([]);
    expect(showSeen(seen(id))).toMatch(/^i\d+\.o\d+$/);
    expect(eventsOf(bench.db.read, id).map(({ kind }) => kind)).toContain('person_wanted');
  });

  it.each([
    ['waiting', 'desk_case_waiting'],
    ['mine', 'desk_case_owner'],
    ['all', 'desk_case_by_field'],
  ] as const)('the list of %s with a filter goes by its index, so that 100,000 cases cost what few do', (view, index) => {
    const plans: string[] = [];
    const explaining = {
      get: bench.db.read.get,
      all: <P, R>(asked: Query<P, R>, params: P): R[] => {
        const plan: Query<P, { detail: string }> = { sql: `explain query plan ${asked.sql}`, binds: asked.binds };
        plans.push(...bench.db.read.all(plan, params).map(({ detail }) => detail));
        return bench.db.read.all(asked, params);
      },
    };
    queue(explaining, view, 'officer:hoa', everything, { ...noFilters, field: 'administration' });
    expect(plans[0]).toContain(`desk_case USING INDEX ${index}`);
  });
});
