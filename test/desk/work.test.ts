/** The fears: an officer's work on a case that is lost, done by the wrong person, or never told to the one it is about. Buttons as they are pressed, without script. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  chatsOf,
  conversation,
  currentAnswers,
  dossierPrepared,
  dossierReady,
  eventKinds,
  eventsOf,
  evidenceAnnounced,
  evidenceOf,
  evidenceReceived,
  timersDue,
} from '../../src/cases/index.js';
import { claimWhere, law } from '../../flows/index.js';
import { approvalAsked, awaitsApproval, deskCase, linesOf, noFilters, queue, search, showSeen } from '../../src/desk/index.js';
import { officeOpened, usualHours } from '../../src/office/index.js';
import { recordStep } from '../../src/procedure/index.js';
import type { Attachment } from '../../src/messages/index.js';
import { claimant } from '../kit/claimant.js';
import { type Bench, hoa, openBench, tools, wording } from './kit.js';
import { openShell, partsOf } from './shell.js';

let bench: Bench;
let app: ReturnType<typeof openShell>;
const handed: string[] = [];
beforeEach(async () => {
  // The agency of every claim takes mail, so that leave to send is asked for.
  bench = openBench(undefined, { ...tools, flow: claimWhere(() => true) });
  const parts = partsOf(bench);
  const handOut = (conversation: string, name: string): Promise<{ ok: true; value: Attachment }> => {
    handed.push(`${conversation} ${name}`);
    return Promise.resolve({ ok: true, value: { fileId: 'f'.repeat(64), name, mime: 'application/pdf', url: 'https://bot.example/d/token' } });
  };
  app = openShell({ ...parts, desk: { ...parts.desk, handOut } });
  await bench.db.transaction((tx) => {
    officeOpened(tx, { id: 'o1', name: hoa.office, province: null, hours: usualHours, approves: true }, bench.now());
    officeOpened(tx, { id: 'o2', name: 'Sở Tư pháp Ví Dụ', province: null, hours: usualHours, approves: false }, bench.now());
  });
});
afterEach(() => bench.close());

const get = async (path: string, officer = 'hoa'): Promise<string> => (await app.request(`/console${path}`, { headers: { 'x-officer': officer } })).text();
const post = async (path: string, fields: Readonly<Record<string, string | File>>, officer = 'hoa') => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await app.request(`/console${path}`, { method: 'POST', headers: { 'x-officer': officer }, body });
  return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() };
};
const heard = (id: string) => linesOf(bench.db.read, id).lines.flatMap((line) => (line.side === 'out' && line.delivery !== 'cancelled' ? [line] : []));
const asked = (id: string): string => heard(id).at(-1)?.tag ?? '';
const kinds = (id: string): readonly string[] => eventsOf(bench.db.read, id).map(({ kind }) => kind);
const take = (id: string, officer = 'hoa') => post(`/cases/${id}/take`, { epoch: String(conversation(bench.db.read, id)?.epoch) }, officer);
const seen = (id: string): string => showSeen(linesOf(bench.db.read, id).seen);

/** The invented claimant, to the question; a paper is said to have been sent. */
const talkedTo = async (question: string, chat = 'a'): Promise<string> => {
  let id = await bench.says(chat, 'xin chào');
  for (let n = 0; asked(id) !== question; n++) {
    if (n > 150) throw new Error(`${question} was never asked; ${asked(id)} came last`);
    const answer = claimant[asked(id)] ?? 'không biết';
    id = await bench.says(chat, answer.startsWith('file:') ? '1' : answer);
  }
  return id;
};
const withFile = (id: string, name: string, paper: string | null): Promise<string> =>
  bench.db.transaction((tx) => {
    const fileId = `file-${name}`;
    evidenceAnnounced(tx, { id: fileId, conversation_id: id, inbox_id: null, album: null, channel: 'telegram', handle: 'h', name, caption: '', paper, received_at: bench.now() });
    evidenceReceived(tx, fileId, { sha256: name.padEnd(64, '0'), mime: 'image/jpeg', size: 1_000, pages: ['p'.repeat(64)], name });
    return fileId;
  });
const withDossier = (id: string, version = 1): Promise<string> =>
  bench.db.transaction((tx) => {
    const dossier = `dossier-${id}-${version}`;
    const record = { reference: 'DH-2026-000001', agency: { name: 'Viện kiểm sát nhân dân thành phố Ví Dụ' }, claimant: { name: 'Trần Văn Thử' } };
    dossierPrepared(tx, dossier, id, version, record, bench.now());
    dossierReady(tx, dossier, 'a'.repeat(64), 'b'.repeat(64), 1_000, bench.now());
    return dossier;
  });
const inOffice = (id: string, office: string | null): Promise<unknown> =>
  bench.db.transaction((tx) => tx.run({ sql: 'update desk_case set office_id = ? where conversation_id = ?', binds: ['office', 'id'] }, { office, id }));

describe('a dossier on its way', () => {
  it('waits for the yes of its office; a supervisor’s yes sends it on, an officer of no rank has no button', async () => {
    const id = await talkedTo('confirm_review');
    await inOffice(id, 'o1');
    const dossier = await withDossier(id);
    for (const text of ['1', '1']) await bench.says('a', text);
    expect(currentAnswers(bench.db.read, id)).toContainEqual({ question: 'handover_consent', value: '"by_email"' });
    expect(awaitsApproval(bench.db.read, id, dossier)).toBe(true);
    await bench.db.transaction((tx) => approvalAsked(tx, id, dossier, bench.now()));
    expect(queue(bench.db.read, 'waiting', '', { everything: 1, office: '', province: null }, noFilters)).toMatchObject([{ conversation_id: id, wait_reason: 'approval' }]);
    expect(await get(`/cases/${id}`, 'nam')).not.toContain('Duyệt, cho gửi cơ quan');
    expect(await get(`/cases/${id}`)).toContain('Duyệt, cho gửi cơ quan');
    expect((await post(`/cases/${id}/approve`, {})).status).toBe(303);
    expect(awaitsApproval(bench.db.read, id, dossier)).toBe(false);
    expect(timersDue(bench.db.read, bench.now()).filter((timer) => timer.kind === 'send_mail' && timer.key === id)).toHaveLength(1);
    expect(await get('/queue')).toContain('Không ai đang chờ');
    // A newer version is another paper: it waits again.
    expect(awaitsApproval(bench.db.read, id, await withDossier(id, 2))).toBe(true);
  });

  it('another agency, with its reason: the person is told and asked again, the dossier is made anew', async () => {
    const id = await talkedTo('confirm_review');
    await withDossier(id);
    for (const text of ['1', '1']) await bench.says('a', text);
    await take(id);
    expect((await post(`/cases/${id}/agency`, { name: 'Tòa án nhân dân tỉnh Ví Dụ', why: '' })).html).toContain('Chưa có nội dung');
    expect((await post(`/cases/${id}/agency`, { name: 'Tòa án nhân dân tỉnh Ví Dụ', why: 'án đã xét xử sơ thẩm' })).status).toBe(303);
    expect(heard(id).at(-1)?.text).toContain('Tòa án nhân dân tỉnh Ví Dụ. Lý do: án đã xét xử sơ thẩm');
    expect(currentAnswers(bench.db.read, id).map(({ question }) => question)).not.toContain('handover_consent');
    expect(timersDue(bench.db.read, bench.now()).filter((timer) => timer.kind === 'make_dossier' && timer.key === id)).toHaveLength(1);
    await post(`/cases/${id}/back`, {});
    expect(asked(id)).toBe('handover_consent');
  });
});

describe('why a case waits', () => {
  it('an agency that answered brings the case to the queue; seen to, it waits no more and the bot goes on', async () => {
    const id = await talkedTo('confirm_review');
    await withDossier(id);
    const step = {
      id: 's1',
      conversation: id,
      kind: 'accepted',
      on: '2026-11-18',
      event: { kind: 'accepted', on: '2026-11-18' },
      detail: {},
      number: '12/TB',
      signer: '',
    } as const;
    await bench.db.transaction((tx) => recordStep(tx, { ...step, toldBy: 'agency', form: 'f1' }, bench.now(), { law, wording }));
    expect(await get('/queue')).toContain('Cơ quan đã trả lời');
    expect((await post(`/cases/${id}/seen`, {})).status).toBe(303);
    expect(await get('/queue')).toContain('Không ai đang chờ');
    expect(conversation(bench.db.read, id)?.owner).toBe('bot');
  });
});

describe('papers', () => {
  it('one is found good, two change places, a number nobody has is refused', async () => {
    const id = await talkedTo('paper_identity');
    const [card, decision] = [await withFile(id, 'can-cuoc.jpg', 'identity'), await withFile(id, 'quyet-dinh.jpg', 'grounding')];
    await take(id);
    expect((await post(`/cases/${id}/accept`, { file: card })).status).toBe(303);
    expect(await get(`/cases/${id}`)).toContain('Trần Thị Hòa đã xem, dùng được');
    expect((await post(`/cases/${id}/exhibit`, { file: card, number: '2' })).status).toBe(303);
    expect(Object.fromEntries(evidenceOf(bench.db.read, id).map((row) => [row.id, row.exhibit]))).toEqual({ [card]: 2, [decision]: 1 });
    expect((await post(`/cases/${id}/exhibit`, { file: card, number: '9' })).status).toBe(409);
    expect((await post(`/cases/${id}/accept`, { file: 'of another case' })).status).toBe(409);
    expect(kinds(id)).toEqual(expect.arrayContaining(['exhibit_accepted', 'exhibit_moved']));
  });

  it('a photo nobody can read: the person is told which, and the bot asks for that paper again', async () => {
    const id = await talkedTo('paper_identity');
    const photo = await withFile(id, 'can-cuoc.jpg', 'identity');
    await bench.says('a', '1');
    expect(asked(id)).not.toBe('paper_identity');
    await take(id);
    expect((await post(`/cases/${id}/unreadable`, { file: photo })).status).toBe(303);
    expect(heard(id).at(-1)?.text).toContain('«can-cuoc.jpg» nhưng không đọc được chữ');
    expect(evidenceOf(bench.db.read, id)).toMatchObject([{ state: 'refused', reason: 'unreadable_to_officer' }]);
    await post(`/cases/${id}/back`, {});
    expect(asked(id)).toBe('paper_identity');
  });

  it('a paper is asked for by name', async () => {
    const id = await bench.says('a', 'xin chào');
    await take(id);
    expect((await post(`/cases/${id}/request-paper`, { paper: 'Giấy ra trại' })).status).toBe(303);
    expect(heard(id).at(-1)?.text).toContain('Nhờ anh/chị gửi giúp: Giấy ra trại');
  });
});

describe('what an officer sends', () => {
  it('a file goes with its words, under its name; a file that cannot be kept is refused in words and the words are not lost', async () => {
    const id = await bench.says('a', 'xin chào');
    await take(id);
    const file = new File(['%PDF-1.7'], 'Mẫu đơn.pdf', { type: 'application/pdf' });
    expect((await post(`/cases/${id}/reply`, { text: 'Anh/chị xem mẫu này.', token: 't1', seen: seen(id), file })).status).toBe(303);
    expect(handed.at(-1)).toBe(`${id} Mẫu đơn.pdf`);
    expect(heard(id).at(-1)).toMatchObject({ text: 'Anh/chị xem mẫu này.', file: { name: 'Mẫu đơn.pdf' } });
    app = openShell(partsOf(bench));
    const refused = await post(`/cases/${id}/reply`, { text: 'Và tệp này.', token: 't2', seen: seen(id), file });
    expect([refused.status, refused.html.includes('Và tệp này.')]).toEqual([409, true]);
  });

  it('a message that failed is sent once more, once', async () => {
    const id = await bench.says('a', 'xin chào');
    await take(id);
    await post(`/cases/${id}/reply`, { text: 'Chào anh/chị.', token: 't1', seen: seen(id) });
    const row = heard(id).at(-1)?.id ?? 0;
    expect((await post(`/cases/${id}/retry`, { row: String(row) })).status).toBe(409);
    await bench.db.transaction((tx) => tx.run({ sql: `update outbox set state = 'refused', error = 'blocked' where id = ?`, binds: ['row'] }, { row }));
    expect(await get(`/cases/${id}`)).toContain('Gửi lại');
    for (const press of [1, 2]) expect([press, (await post(`/cases/${id}/retry`, { row: String(row) })).status]).toEqual([press, press === 1 ? 303 : 409]);
    expect(heard(id).filter(({ text, delivery }) => text === 'Chào anh/chị.' && delivery === 'pending')).toHaveLength(1);
  });
});

describe('who has the case', () => {
  it('a supervisor takes it from an officer who is away; the person is told', async () => {
    const id = await bench.says('a', 'xin chào');
    await take(id, 'nam');
    expect(await get(`/cases/${id}`)).toContain('Đưa về hàng chờ');
    expect((await post(`/cases/${id}/pass`, {})).status).toBe(303);
    expect(conversation(bench.db.read, id)?.owner).toBe('queue');
    expect(heard(id).at(-1)?.text).toContain('Lê Văn Nam đã nhờ đồng nghiệp');
  });

  it('given to another office with a reason: it waits there, and here it does not exist any more', async () => {
    const id = await bench.says('a', 'xin chào');
    await inOffice(id, 'o1');
    await take(id);
    expect((await post(`/cases/${id}/give`, { office: 'o2', why: ' ' })).status).toBe(409);
    expect((await post(`/cases/${id}/give`, { office: 'nowhere', why: 'x' })).status).toBe(409);
    expect(await post(`/cases/${id}/give`, { office: 'o2', why: 'người dân ở tỉnh khác' })).toMatchObject({ status: 303, to: '/console/queue' });
    expect(deskCase(bench.db.read, id)?.office_id).toBe('o2');
    expect(conversation(bench.db.read, id)?.owner).toBe('queue');
    expect(await get('/queue')).not.toContain(id);
    expect(await get('/queue', 'nam')).toContain(id);
  });

  it('given while nobody speaks with the person: the other office sees why it waits, the bot goes on', async () => {
    const id = await bench.says('a', 'xin chào');
    await post(`/cases/${id}/give`, { office: 'o2', why: 'người dân ở tỉnh khác' });
    expect(await get('/queue', 'nam')).toContain('Đơn vị khác giao');
    expect(conversation(bench.db.read, id)?.owner).toBe('bot');
  });
});

describe('two chats of one person, each with a case', () => {
  const proved = async (): Promise<readonly [string, string]> => {
    const one = await talkedTo('document_received_on', 'one');
    const other = await talkedTo('criminal_outcome', 'other');
    await bench.says('other', 'nối kênh');
    const code = /nối (\d{4} \d{4})/.exec(heard(other).at(-1)?.text ?? '')?.[1] ?? 'no code';
    await take(one);
    await bench.says('one', `nối ${code}`);
    return [one, other];
  };

  it('the code typed is the proof; the officer merges; every word and paper is in one talk, no answer is taken unseen', async () => {
    const [one, other] = await proved();
    const answers = currentAnswers(bench.db.read, one);
    expect(heard(one).at(-1)?.tag).toBe('desk.taken_over');
    await withFile(one, 'can-cuoc.jpg', 'identity');
    await withFile(other, 'quyet-dinh.jpg', 'grounding');
    await bench.db.transaction((tx) =>
      tx.run(
        {
          sql: `update inbox set body = json_set(body, '$.text', 'tôi ở xã Mẫu Mực') where conversation_id = ? and id = (select max(id) from inbox where conversation_id = ?)`,
          binds: ['other', 'other'],
        },
        { other },
      ),
    );
    expect(await get(`/cases/${one}`)).toContain('DH-2026-000002 cũng là của họ');
    expect((await post(`/cases/${one}/merge`, {})).status).toBe(303);
    expect(chatsOf(bench.db.read, one)).toHaveLength(2);
    expect(currentAnswers(bench.db.read, one)).toEqual(answers);
    expect(evidenceOf(bench.db.read, one).map(({ exhibit }) => exhibit)).toEqual([1, 2]);
    expect(search(bench.db.read, 'xa mau muc', { everything: 1, office: '', province: null }).map((hit) => hit.case.conversation_id)).toEqual([one]);
    const told = heard(one).filter(({ tag }) => tag === 'desk.merged');
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Trần Thị Hòa đã gộp'), expect.stringContaining('Trần Thị Hòa đã gộp')]);
    // The chat of the case that ended goes on in the other; what is left of it is to be forgotten.
    expect(await bench.says('other', 'cảm ơn')).toBe(one);
    expect(timersDue(bench.db.read, bench.now()).filter((timer) => timer.kind === 'forget_guest' && timer.key === other)).toHaveLength(1);
    expect(kinds(one)).toContain('chats_merged');
    // No nameless line is left of it on the list of all, and its page is no page any more.
    const all = await get('/queue?view=all');
    expect([all.includes(`/console/cases/${one}`), all.includes(`/console/cases/${other}`)]).toEqual([true, false]);
    expect(await get(`/cases/${other}`)).toBe('no');
    expect((await post(`/cases/${one}/merge`, {})).html).toContain('Chưa có mã chứng minh');
  });

  it('without the code, with a week-old one, or while a colleague has the other: refused', async () => {
    const plain = await talkedTo('document_received_on', 'plain');
    await take(plain);
    expect((await post(`/cases/${plain}/merge`, {})).html).toContain('Chưa có mã chứng minh');
    const [one, other] = await proved();
    await take(other, 'nam');
    expect((await post(`/cases/${one}/merge`, {})).html).toContain('Cán bộ khác đang phụ trách việc kia');
    await post(`/cases/${other}/pass`, {}, 'nam');
    bench.later(8 * 86_400);
    expect((await post(`/cases/${one}/merge`, {})).html).toContain('Chưa có mã chứng minh');
  });

  it('a dossier is never swallowed by another case', async () => {
    const [one, other] = await proved();
    await withDossier(other);
    expect((await post(`/cases/${one}/merge`, {})).html).toContain('Việc kia đã lập hồ sơ');
    expect(chatsOf(bench.db.read, other)).toHaveLength(1);
  });
});

describe('the history of a case', () => {
  it.each(['vi', 'en'] as const)('says everything that can happen in words (%s)', (language) => {
    expect(eventKinds.filter((kind) => !wording[language].has(`desk.event.${kind}`))).toEqual([]);
  });
});
