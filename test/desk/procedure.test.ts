/** The fears: an officer records a step and nobody is told, a wrong one cannot be taken back, a paper is counted as sent by a case it is not of. The pages after hand-over, as they are pressed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agencyTarget, dossierPrepared, dossierReady, eventHappened, eventsOf, handoverPrepared, handovers, linkMade, linksOf, linkToken } from '../../src/cases/index.js';
import { deskRoutes } from '../../src/console/desk/index.js';
import { procedureRoutes } from '../../src/console/procedure/index.js';
import { linesOf, nothingDone, requestEntered } from '../../src/desk/index.js';
import { letterFrozen, letterReady, stepRows } from '../../src/procedure/index.js';
import { aRecord } from '../kit/a-record.js';
import { type Bench, hoa, openBench, tools } from './kit.js';
import { openShell, partsOf } from './shell.js';

let bench: Bench;
let app: ReturnType<typeof openShell>;
let id: string;
beforeEach(async () => {
  bench = openBench();
  app = openShell({ ...partsOf(bench), bytes: (sha256) => Promise.resolve(Buffer.from(sha256)) }, [...deskRoutes, ...procedureRoutes]);
  await bench.says('a', 'xin chào');
  id = await bench.says('a', 'đồng ý');
  await bench.db.transaction((tx) => {
    dossierPrepared(tx, 'd1', id, 1, { ...aRecord('criminal'), reference: 'DH-2026-000001' }, bench.now());
    dossierReady(tx, 'd1', 'a'.repeat(64), 'b'.repeat(64), 1, bench.now());
  });
});
afterEach(() => bench.close());

const get = async (path: string): Promise<string> => (await app.request(`/console${path}`)).text();
const post = async (path: string, fields: Readonly<Record<string, string>>) => {
  const answer = await app.request(`/console/cases/${id}/procedure/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, html: await answer.text() };
};
const way = (query = ''): Promise<string> => get(`/cases/${id}/procedure${query}`);
const told = (): readonly string[] => linesOf(bench.db.read, id).lines.flatMap((line) => (line.side === 'out' && line.key.startsWith('step:') ? [line.text] : []));
const record = (fields: Readonly<Record<string, string>>) => post('record', { on: '2026-11-18', ...fields });

describe('the way of one case', () => {
  it('before any step: what likely comes first is at hand, no day runs', async () => {
    const page = await way();
    for (const words of ['Chưa ghi việc nào', 'kind=lodged#record', 'kind=receipt_confirmed#record', 'Chưa gửi cơ quan nào', 'Người dân chưa nhờ soạn đơn nào'])
      expect(page).toContain(words);
    expect(await get('/procedure')).not.toContain('DH-2026-000001');
  });

  it('a step chosen shows exactly the fields of its paper', async () => {
    const asked = await way('?kind=supplement_asked');
    expect(asked).toContain('name="items"');
    expect(asked).not.toContain('name="amount"');
    expect(await way('?kind=lodged')).toContain('name="with"');
    expect(await way('?kind=nothing')).not.toContain('name="signer"');
  });

  it('lodged, then papers asked for: the person is told each, the days run, the list of the office has the case; the same form records once', async () => {
    expect((await record({ kind: 'lodged', form: 'f1', by: 'post', with: 'agency' })).status).toBe(303);
    const asked = { kind: 'supplement_asked', form: 'f2', number: '31/TB', signer: 'Nguyễn Văn Ký', items: 'Giấy ra trại\nBảng lương' };
    for (const press of [1, 2]) expect([press, (await record(asked)).status]).toEqual([press, 303]);
    expect(stepRows(bench.db.read, id).map(({ kind, told_by, number }) => [kind, told_by, number])).toEqual([
      ['lodged', 'officer:hoa', ''],
      ['supplement_asked', 'officer:hoa', '31/TB'],
    ]);
    expect(new Set(told()).size).toBe(told().length);
    expect(told().join('\n')).toMatch(/nộp hồ sơ ngày 18\/11\/2026[\s\S]*1\. Giấy ra trại\n2\. Bảng lương/);
    const page = await way();
    for (const words of ['31/TB', 'Nguyễn Văn Ký · Giấy ra trại · Bảng lương', 'cán bộ ghi', 'người yêu cầu']) expect(page).toContain(words);
    expect(await get('/procedure')).toContain('DH-2026-000001');
    expect(await get(`/cases/${id}`)).toContain(`/console/cases/${id}/procedure`);
  });

  it.each([
    ['a day to come', { kind: 'accepted', on: '2026-11-20', form: 'f1' }],
    ['no such day', { kind: 'accepted', on: '2026-02-30', form: 'f1' }],
    ['no list of papers', { kind: 'supplement_asked', form: 'f1', items: ' ' }],
    ['no ground', { kind: 'suspended', form: 'f1' }],
    ['no such step', { kind: 'erased', form: 'f1' }],
    ['what nobody tells', { kind: 'received', form: 'f1' }],
  ])('%s is refused in words and nothing is kept', async (_, fields) => {
    const answer = await record(fields);
    expect([answer.status, answer.html.includes('Chưa ghi được')]).toEqual([400, true]);
    expect(stepRows(bench.db.read, id)).toEqual([]);
  });

  it('a wrong step is taken back with the reason, stays to be read and counts no more; another case’s step is not there', async () => {
    await record({ kind: 'accepted', form: 'f1' });
    const step = stepRows(bench.db.read, id)[0]?.id ?? '';
    expect((await post('take-back', { step: 'of-another-case', why: 'x' })).status).toBe(404);
    expect((await post('take-back', { step, why: 'ghi nhầm hồ sơ' })).status).toBe(303);
    const page = await way();
    expect(page).toContain('đã bỏ');
    expect(page).not.toContain('Ghi nhầm?');
    expect(eventsOf(bench.db.read, id).map(({ kind }) => kind)).toContain('step_taken_back');
    const why = bench.db.read.all({ sql: `select why from audit where what = 'step_taken_back'`, binds: [] }, {});
    expect(why).toEqual([{ why: 'ghi nhầm hồ sơ' }]);
  });

  it('a paper owed after acceptance is on both lists until it is noted as sent, with to whom', async () => {
    await record({ kind: 'accepted', form: 'f1' });
    const step = stepRows(bench.db.read, id)[0]?.id ?? '';
    for (const page of [await way(), await get('/procedure')]) expect(page).toContain('Mẫu 03/BTNN');
    expect((await post('sent', { step, recipient: 'Cục Bồi thường nhà nước', from: 'list' })).status).toBe(303);
    expect(await get('/procedure')).toContain('Không còn văn bản nào chưa rõ đã gửi');
    expect(await way()).toContain('đã gửi ngày 18/11/2026');
  });

  it('the office’s day: late steps by agency with the urging letter at hand, how old each case is, requests for help by their clock', async () => {
    await record({ kind: 'lodged', form: 'f1', by: 'hand', with: 'agency', on: '2026-11-02' });
    const request = {
      ...nothingDone,
      papers: '',
      note: '',
      address: 'xã Ví Dụ',
      kind: 'guidance',
      activity: 'administration',
      content: 'Xin hướng dẫn',
      received_on: '2026-11-09',
    } as const;
    await bench.db.transaction((tx) => {
      requestEntered(tx, 'o1', { ...request, name: 'Người Xin Một' }, null, hoa, bench.now());
      requestEntered(tx, 'o1', { ...request, name: 'Người Xin Hai', received_on: '2026-11-17', appointed_on: '2026-11-18' }, null, hoa, bench.now());
      requestEntered(
        tx,
        'o1',
        { ...request, name: 'Người Đã Xong', appointed_on: '2026-11-10', answered_on: '2026-11-12', answer_number: '1', answer_by: 'post' },
        null,
        hoa,
        bench.now(),
      );
      requestEntered(tx, 'o1', { ...request, name: 'Người Xin Ba', received_on: '2026-11-18' }, null, hoa, bench.now());
      requestEntered(tx, 'o2', { ...request, name: 'Người Nơi Khác' }, null, hoa, bench.now());
    });
    const page = (await get('/procedure')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    // Lodged on Monday 2/11/2026: five working days for asking papers end on Monday 9/11, and for accepting after them on Wednesday 11/11.
    expect(page).toMatch(/quá 9 ngày \(hạn 9\/11\/2026/);
    expect(page).toContain('Công văn đôn đốc (bản nháp): Word · PDF');
    expect(page).toContain('16 ngày từ ngày nộp (2/11/2026)');
    // One working day to appoint, from 9/11; five from 18/11, with Tuesday 24/11 off.
    expect(page).toMatch(/Người Xin Một số \d+\/2026, nhận ngày 9\/11\/2026 · cử người hỗ trợ, hướng dẫn: đã quá hạn thứ Ba 10\/11\/2026/);
    expect(page).toMatch(/Người Xin Hai .*thực hiện xong: muộn nhất thứ Năm 26\/11\/2026/);
    expect(page).not.toMatch(/Người Đã Xong|Người Nơi Khác/);
    // The calendar has the office's own days too, and what follows from one that is not late yet.
    expect(page).toMatch(/26\/11\/2026 Người Xin Hai thực hiện xong đơn vị mình/);
    expect(page).toMatch(/19\/11\/2026 Người Xin Ba cử người hỗ trợ, hướng dẫn đơn vị mình/);
    expect(page).toMatch(/27\/11\/2026 Người Xin Ba thực hiện xong đơn vị mình dự kiến/);
    expect(page.indexOf('Người Xin Một')).toBeLessThan(page.indexOf('Người Xin Hai'));
    const letter = await app.request(`/console/cases/${id}/procedure/urging.docx`);
    expect([
      letter.status,
      Buffer.from(await letter.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ]).toEqual([200, 'PK']);
  });

  it('an agency’s day that has passed brings the case into the queue for that reason, and an answer of the agency goes before it', async () => {
    await bench.db.transaction((tx) => eventHappened(tx, id, 'step_overdue', { step: 'supplement_asked', due: '2026-11-09', days: 1 }, bench.now()));
    expect((await get('/queue')).replace(/<[^>]+>/g, ' ')).toContain('Cơ quan quá hạn');
    await bench.db.transaction((tx) => eventHappened(tx, id, 'agency_answered', {}, bench.now()));
    expect((await get('/queue')).replace(/<[^>]+>/g, ' ')).toContain('Cơ quan đã trả lời');
  });

  it('letters the person had made open as PDF and Word from the way and from the case; another case’s do not', async () => {
    await bench.db.transaction((tx) => {
      letterFrozen(tx, 'l1', id, 'urge', 1, {}, bench.now());
      letterFrozen(tx, 'l2', id, 'complaint', 1, {}, bench.now());
      letterReady(tx, 'l1', 'a'.repeat(64), 'b'.repeat(64), bench.now());
    });
    for (const page of [await way(), await get(`/cases/${id}`)]) {
      expect(page).toContain(`/console/cases/${id}/procedure/letters/l1?as=docx`);
      expect(page).not.toContain('/letters/l2');
    }
    const other = await bench.says('b', 'xin chào');
    const asked = (of: string, letter: string, as: string) => app.request(`/console/cases/${of}/procedure/letters/${letter}?as=${as}`);
    const open = await asked(id, 'l1', 'pdf');
    expect([open.status, open.headers.get('content-type'), open.headers.get('content-disposition')]).toEqual([200, 'application/pdf', expect.stringContaining('urge-1.pdf')]);
    expect((await asked(id, 'l1', 'docx')).headers.get('content-disposition')).toContain('attachment');
    for (const [of, letter, as] of [
      [other, 'l1', 'pdf'],
      [id, 'l2', 'pdf'],
      [id, 'l1', 'exe'],
      [id, 'l9', 'pdf'],
    ] as const)
      expect((await asked(of, letter, as)).status).toBe(404);
  });

  it('the agency’s link is ended, and a fresh one is shown once', async () => {
    await bench.db.transaction((tx) => {
      handoverPrepared(tx, { id: 'h1', dossier_id: 'd1', conversation_id: id, agency: 'VKS', address: 'vks@example.com', message_id: 'm', prepared_at: bench.now() });
      const target = agencyTarget('h1', 1);
      linkMade(tx, linkToken(tools.linkKey, 'agency', target), 'agency', target, id, bench.now(), '2027-11-18T00:00:00.000Z');
    });
    const [link] = linksOf(bench.db.read, id, 'agency');
    expect((await post('revoke', { link: 'of another case' })).status).toBe(404);
    expect((await post('revoke', { link: link?.token_hash ?? '' })).status).toBe(303);
    expect(await way()).toContain('đã thu hồi hoặc hết hạn');
    const fresh = (await post('renew', {})).html;
    expect(fresh).toMatch(/http:\/\/127\.0\.0\.1\/a\/[\w-]{40,}/);
    expect(await way()).not.toMatch(/\/a\/[\w-]{40,}/);
    expect(linksOf(bench.db.read, id, 'agency').filter(({ revoked_at }) => revoked_at === null)).toHaveLength(1);
    expect(handovers(bench.db.read, id)).toHaveLength(1);
  });

  it('the urging letter comes as a Word draft', async () => {
    await record({ kind: 'lodged', form: 'f1', by: 'hand', with: 'agency' });
    const answer = await app.request(`/console/cases/${id}/procedure/urging.docx`);
    expect([
      answer.status,
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ]).toEqual([200, 'PK']);
  });

  it('a case without a dossier has no way to follow', async () => {
    const other = await bench.says('b', 'xin chào');
    expect(await get(`/cases/${other}/procedure`)).toBe('no');
  });
});
