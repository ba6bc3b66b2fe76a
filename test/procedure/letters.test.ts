/** The fear: a letter that cannot be signed: empty, cut, addressed wrongly, or a draft that looks like the real thing. Each is made and its pages looked at. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { law } from '../../flows/index.js';
import { clockOn, type LetterKind, letterKinds, lettersFor, type ProcedureView, type ToldStep } from '../../src/conversation/index.js';
import { recordSchema } from '../../src/dossier/index.js';
import { composeDraft, composeLetter, draftKinds, letterDocx, letterPdf } from '../../src/letters/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { loadWording } from '../../src/wording/index.js';
import { check, flat, wholePageTexts } from '../dossiers/read-pdf.js';
import { aRecord } from '../kit/a-record.js';

const words = loadWording(join(repositoryFolder(), 'locales')).vi;
const record = recordSchema.parse(aRecord());
const now = '2027-01-20T02:00:00.000Z';
const today = '2027-01-20';

const told = (kind: ToldStep['kind'], on: string, event: ToldStep['event'], more: Partial<ToldStep> = {}): ToldStep => ({
  id: `${kind} ${on}`,
  kind,
  on,
  event,
  detail: {},
  number: '',
  signer: '',
  toldBy: 'agency',
  recordedAt: now,
  ...more,
});
const viewOf = (...steps: readonly ToldStep[]): ProcedureView => ({
  steps,
  events: [{ kind: 'grounding_received', on: '2026-06-02' }, ...steps.flatMap(({ event }) => (event === undefined ? [] : [event]))],
  field: 'criminal_proceedings',
  honour: true,
  agency: record.agency.name,
  muted: false,
});
const silent = viewOf(
  told('lodged', '2026-12-01', { kind: 'lodged', on: '2026-12-01', by: 'hand', with: 'agency' }),
  told('supplement_asked', '2026-12-07', { kind: 'supplement_asked', on: '2026-12-07' }, { number: '05/TB', detail: { items: ['Giấy ra trại', 'Bản sao hợp đồng lao động'] } }),
  told('accepted', '2026-12-10', { kind: 'accepted', on: '2026-12-10' }, { number: '12/TB' }),
);
const letterOf = (kind: LetterKind, view: ProcedureView = silent, more: Partial<Parameters<typeof composeLetter>[0]> = {}) =>
  composeLetter({
    kind,
    number: 1,
    record,
    view,
    law,
    today,
    now,
    words,
    justice: 'Sở Tư pháp tỉnh Mẫu',
    central: false,
    court: { place: 'xã Ví Dụ, tỉnh Mẫu', regional: false },
    fresh: ['giay-ra-trai.jpg'],
    ...more,
  });

const keep = (name: string, bytes: Buffer): void => {
  const folder = process.env.LETTERS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
};

describe('letters', () => {
  it.each(letterKinds)('%s can be printed and signed, as PDF and as Word', async (kind) => {
    const letter = letterOf(kind);
    const [pdf, docx] = [await letterPdf(letter), await letterDocx(letter)];
    keep(`${kind}.pdf`, pdf);
    keep(`${kind}.docx`, docx);
    const text = flat(wholePageTexts(pdf).join(' '));
    for (const found of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', record.claimant.name, record.claimant.identity.number]) expect(text).toContain(flat(found));
    expect(text.toLocaleLowerCase('vi')).toContain(flat(letter.title).toLocaleLowerCase('vi'));
    expect(text).toContain(letter.verified ? 'không quy định mẫu' : 'chưa đối chiếu được');
    expect(text).not.toMatch(/\{\{|undefined|letters\./);
    expect(check(pdf)).toContain('No syntax or stream encoding errors');
    expect(docx.subarray(0, 2).toString()).toBe('PK');
  });

  it.each(draftKinds)('the draft %s says on its face that it is one', async (kind) => {
    const letter = composeDraft({ kind, record, agency: record.agency.name, view: silent, law, today, now, words });
    const pdf = await letterPdf(letter);
    keep(`draft-${kind}.pdf`, pdf);
    keep(`draft-${kind}.docx`, await letterDocx(letter));
    expect(flat(wholePageTexts(pdf).join(' '))).toContain('BẢN NHÁP');
  });

  it('a complaint names each late step with its day and its article', () => {
    const text = JSON.stringify(letterOf('complaint'));
    // Accepted on 10/12/2026, 15 days of verification end on 25/12/2026.
    expect(text).toContain('hết ngày 25/12/2026 (khoản 2 Điều 45 Luật Trách nhiệm bồi thường của Nhà nước');
  });

  it('what the case knows is filled in: papers by number and day, the officer, the sum; a blank only for what it does not know', () => {
    const decided = viewOf(
      ...silent.steps,
      told('officer_appointed', '2026-12-11', { kind: 'officer_appointed', on: '2026-12-11' }, { detail: { person: 'Phạm Văn Giải Quyết' } }),
      told('suspended', '2026-12-20', { kind: 'suspended', on: '2026-12-20', ground: 'minutes_not_signed' }, { number: '09/QĐ' }),
      told('honour_notice', '2027-01-15', { kind: 'honour_notice', on: '2027-01-15' }, { number: '07/TB' }),
      told('decision_handed', '2027-01-11', { kind: 'decision_handed', on: '2027-01-11' }, { number: '02/QĐ-BT', detail: { amount: 120_000_000 } }),
    );
    const text = (kind: LetterKind): string => JSON.stringify(letterOf(kind, decided));
    expect(text('supplement')).toContain('thông báo bổ sung hồ sơ số 05/TB của Quý cơ quan mà tôi nhận ngày 7/12/2026');
    expect(text('resume')).toContain('quyết định số 09/QĐ ngày 20/12/2026');
    expect(text('honour_reply')).toContain('thông báo số 07/TB về việc phục hồi danh dự ngày 15/1/2027');
    expect(text('lawsuit')).toContain('quyết định giải quyết bồi thường số 02/QĐ-BT ngày 11/1/2027 với số tiền 120.000.000');
    expect(text('fix_decision')).toContain('số 02/QĐ-BT mà tôi nhận ngày 11/1/2027');
    expect(text('prolong')).toContain('ông/bà Phạm Văn Giải Quyết');
    expect(text('complaint')).toContain(`Người đứng đầu ${record.agency.name}`);
    for (const kind of ['authority', 'prolong'] as const) expect(letterOf(kind).blocks.map((block) => block.kind)).not.toContain('to');
    const draft = composeDraft({ kind: 'receipt', record, agency: record.agency.name, view: decided, law, today, now, words });
    expect(JSON.stringify(draft)).toContain('ngày 1/12/2026, bằng hình thức nộp trực tiếp');
  });

  it('requests for help go where TT 09/2019 Đ5 and Đ7 send them', () => {
    const to = (kind: LetterKind, central = false): unknown => letterOf(kind, silent, { central }).blocks.find((block) => block.kind === 'to');
    expect(to('support_request')).toMatchObject({ text: 'Bộ Tư pháp' });
    expect(to('guidance_request')).toMatchObject({ text: 'Sở Tư pháp tỉnh Mẫu' });
    expect(to('guidance_request', true)).toMatchObject({ text: 'Bộ Tư pháp' });
  });

  it('a suit names the court at home, and the regional one only where the Law is clear', () => {
    const to = (court: Parameters<typeof composeLetter>[0]['court']): unknown => letterOf('lawsuit', silent, { court }).blocks.find((block) => block.kind === 'to');
    expect(to({ place: 'xã Ví Dụ, tỉnh Mẫu', regional: true })).toMatchObject({
      text: 'Tòa án nhân dân khu vực có thẩm quyền tại nơi cư trú của người khởi kiện: xã Ví Dụ, tỉnh Mẫu',
    });
    expect(to({ place: 'xã Ví Dụ, tỉnh Mẫu', regional: false })).toMatchObject({ text: 'Tòa án nhân dân có thẩm quyền tại nơi cư trú của người khởi kiện: xã Ví Dụ, tỉnh Mẫu' });
    expect(to(undefined)).toMatchObject({ text: 'Tòa án nhân dân có thẩm quyền tại nơi cư trú của người khởi kiện' });
  });

  it('a draft stands as an office’s own paper: name and number at the left, motto and day at the right, receivers below', () => {
    const draft = composeDraft({ kind: 'form02', record, agency: record.agency.name, view: silent, law, today, now, words });
    expect(draft.blocks[0]).toMatchObject({
      kind: 'motto',
      number: 'BẢN NHÁP',
      office: { name: record.agency.name.toLocaleUpperCase('vi'), number: 'Số: ………/TB-………', date: '……………, ngày 20 tháng 01 năm 2027' },
    });
    expect(draft.blocks.at(-1)).toMatchObject({ kind: 'sign', date: '', receivers: { label: 'Nơi nhận' } });
  });

  it('what is offered fits where the claim stands', () => {
    const offered = (view: ProcedureView, on = today): readonly LetterKind[] => lettersFor(view, clockOn(view, law, on));
    expect(offered({ ...viewOf(), heirs: true })).toContain('heirs_choice');
    expect(offered(viewOf())).not.toContain('heirs_choice');
    // Honour is owed from the day of the paper, so its notice may be late already.
    expect(offered({ ...viewOf(), honour: false })).not.toContain('complaint');
    expect(offered(silent)).toEqual(expect.arrayContaining(['urge', 'complaint', 'urge_body', 'withdraw']));
    const verifying = viewOf(...silent.steps, told('verification_started', '2026-12-11', { kind: 'verification_started', on: '2026-12-11' }));
    expect(offered(verifying)).not.toContain('withdraw');
    const failed = viewOf(
      told('accepted', '2026-12-10', { kind: 'accepted', on: '2026-12-10' }),
      told('negotiation_ended', '2027-01-15', { kind: 'negotiation_ended', on: '2027-01-15', agreed: false, signed: true }),
    );
    expect(offered(failed)).toContain('lawsuit');
    expect(offered(failed, '2027-03-01')).not.toContain('lawsuit');
  });
});
