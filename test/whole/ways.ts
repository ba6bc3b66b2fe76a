/**
 * Owns the ways a claim can go once the dossier has been mailed, other than well: each a talk of a person with a phone and a clerk with nothing but
 * the mail's page, read from top to bottom, the same on every platform. Not how a claim is held to the mail.
 */
import { expect } from 'vitest';
import { conversation, conversationOfChat, evidenceOf } from '../../src/cases/index.js';
import { stepsOf } from '../../src/procedure/index.js';
import type { Whole } from '../kit/whole-program.js';
import type { clerkOf } from './after.js';
import type { Phone } from './phones.js';

export type Stage = {
  readonly whole: Whole;
  readonly phone: Phone;
  readonly clerk: ReturnType<typeof clerkOf>;
  /** Nine in the morning of a later day. */
  readonly on: (day: string) => void;
};
export type Way = (stage: Stage) => Promise<void>;

const lodged = ({ phone }: Stage, day: string): Promise<string> => phone.says('tôi đã nộp hồ sơ', 'Nộp trực tiếp', 'Cơ quan giải quyết bồi thường', day);
const idOf = ({ whole, phone }: Stage): string => conversationOfChat(whole.app.db.read, phone.channel, phone.chat) ?? '';
const opens = async ({ whole }: Stage, words: string): Promise<void> => {
  const token = /\/d\/([\w-]{40,60})/.exec(words)?.[1] ?? 'no link';
  const file = await fetch(`${whole.url}/d/${token}`);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
};

/** Not theirs to decide, they say: the right place is named, an officer changes the addressee, and there it is lodged again. */
const refusal: Way = async (stage) => {
  const { whole, phone, clerk, on } = stage;
  await lodged(stage, '18/11/2026');
  on('2026-11-23');
  const reason = 'Người ra quyết định giam thuộc Công an';
  await clerk.tells('not_accepted', { on: '2026-11-23', number: '12/TB', ground: 'wrong_agency', rightAgency: 'Công an thành phố Ví Dụ', reason });
  const refused = await phone.looks();
  expect(refused).toContain('không thụ lý hồ sơ và trả lại, ngày 23/11/2026. Văn bản số 12/TB.');
  expect(refused).toContain('Cơ quan chỉ nơi đúng: Công an thành phố Ví Dụ. Lý do cơ quan nêu: Người ra quyết định giam thuộc Công an.');
  // What the refused dossier would have led to is not announced any more.
  expect(refused).not.toContain('20/11/2026');
  expect(await phone.says('gặp cán bộ')).toContain('Cán bộ sẽ trả lời ngay');
  expect(conversation(whole.app.db.read, idOf(stage))?.owner).toBe('queue');
  on('2026-11-25');
  expect(await lodged(stage, '25/11/2026')).toContain('Anh/chị đã nộp hồ sơ ngày 25/11/2026');
  expect(await phone.says('tiến độ')).toMatch(/Đã nộp, chờ thụ lý[\s\S]*không thụ lý hồ sơ và trả lại/);
};

/** Papers are missing: asked for, brought in time, taken. */
const supplement: Way = async (stage) => {
  const { phone, clerk, on } = stage;
  expect(await lodged(stage, '18/11/2026')).toContain('Anh/chị đã nộp hồ sơ ngày 18/11/2026');
  on('2026-11-23');
  await clerk.tells('supplement_asked', { on: '2026-11-23', number: '31/TB', items: 'Giấy ra trại\nBảng lương tháng 1/2025' });
  // Safe whether or not Tuesday 24/11 counts as a day off.
  expect(await phone.looks()).toMatch(/1\. Giấy ra trại\n2\. Bảng lương tháng 1\/2025[\s\S]*thứ Hai 30\/11\/2026 \(Đ42\.3\)/);
  const letter = await phone.says('viết đơn', 'Văn bản bổ sung hồ sơ');
  expect(letter).toContain('đã soạn xong');
  await opens(stage, letter);
  on('2026-11-27');
  expect(await phone.looks()).toMatch(/Còn 3 ngày[\s\S]*30\/11\/2026/);
  expect(await phone.says('tôi đã làm', 'Đã nộp bổ sung', '27/11/2026')).toContain('Anh/chị đã nộp bổ sung');
  on('2026-12-02');
  await clerk.tells('accepted', { on: '2026-12-02', number: '40/TB', signer: 'Lê Văn Mẫu' });
  const accepted = await phone.looks();
  expect(accepted).toContain('đã thụ lý hồ sơ của anh/chị, ngày 2/12/2026. Văn bản số 40/TB.');
  expect(accepted).toContain('Đừng rút khi chưa hỏi cán bộ');
  // Nobody is reminded of what was done.
  expect(accepted).not.toContain('30/11/2026');
};

/** Nobody answers: said the day after, with the letter ready; then the paper comes by post and is told with its photo. */
const silence: Way = async (stage) => {
  const { whole, phone, clerk, on } = stage;
  await lodged(stage, '18/11/2026');
  on('2026-11-19');
  await clerk.tells('receipt_confirmed', { how: 'hand', number: '21/GXN', on: '2026-11-19' });
  expect(await phone.looks()).toContain('xác nhận đã nhận hồ sơ của anh/chị, ngày 19/11/2026');
  on('2026-12-01');
  expect(await phone.looks()).toMatch(/một thời hạn của cơ quan đã qua[\s\S]*tôi chưa được báo là đã làm[\s\S]*\(Đ42\.2\)[\s\S]*«viết đơn»/);
  const letter = await phone.says('viết đơn', 'Đơn khiếu nại việc chậm');
  expect(letter).toContain('Đơn khiếu nại việc chậm đã soạn xong');
  await opens(stage, letter);
  on('2026-12-03');
  const told = await phone.says('tôi vừa nhận được giấy', 'Thông báo thụ lý (Mẫu 03)', '3/12/2026', '44/TB');
  expect(told).toContain('đã thụ lý hồ sơ của anh/chị, ngày 3/12/2026. Văn bản số 44/TB.');
  expect(await phone.photographs('quyet-dinh.jpg')).toContain('Giữ cùng: Thông báo thụ lý (Mẫu 03), số 44/TB');
  const step = stepsOf(whole.app.db.read, idOf(stage)).find(({ kind }) => kind === 'accepted');
  expect(evidenceOf(whole.app.db.read, idOf(stage)).filter(({ paper, state }) => paper === `step:${step?.id}` && state === 'received')).toHaveLength(1);
};

/** The minutes were not signed: thirty days stand still, then five working days, and it goes on. */
const suspension: Way = async (stage) => {
  const { phone, clerk, on } = stage;
  await lodged(stage, '18/11/2026');
  on('2026-12-07');
  await clerk.tells('accepted', { on: '2026-12-07', number: '40/TB' });
  on('2026-12-21');
  await clerk.tells('suspended', { on: '2026-12-21', ground: 'minutes_not_signed', number: '09/QĐ' });
  const suspended = await phone.looks();
  expect(suspended).toContain('Việc đứng lại, chưa mất quyền. Lý do: không ký biên bản kết quả thương lượng.');
  expect(suspended).toMatch(/đề nghị giải quyết tiếp\. An toàn nhất là trước hết thứ Tư 27\/1\/2027 \(Đ50\.2\)[\s\S]*chỉ có 5 ngày làm việc/);
  on('2027-01-21');
  expect(await phone.looks()).toMatch(/Hết thứ Tư 20\/1\/2027: Hết 30 ngày tạm đình chỉ \(Đ50\.2\)\.[\s\S]*phải đề nghị giải quyết tiếp ngay/);
  const letter = await phone.says('viết đơn', 'Đề nghị giải quyết tiếp');
  expect(letter).toContain('Đề nghị giải quyết tiếp đã soạn xong');
  await opens(stage, letter);
  expect(await phone.says('tôi đã làm', 'Đã đề nghị giải quyết tiếp', '21/1/2027')).toContain('Anh/chị đã đề nghị giải quyết tiếp, ngày 21/1/2027');
  on('2027-01-22');
  await clerk.tells('resumed', { on: '2027-01-22', number: '10/QĐ' });
  const resumed = await phone.looks();
  expect(resumed).toContain('tiếp tục giải quyết, ngày 22/1/2027');
  expect(resumed).not.toMatch(/Tiếp theo: .*\/2026/);
};

/** No agreement: fifteen days, the suit, the judgment, the money. */
const court: Way = async (stage) => {
  const { whole, phone, clerk, on } = stage;
  await lodged(stage, '18/11/2026');
  on('2026-12-07');
  await clerk.tells('accepted', { on: '2026-12-07', number: '40/TB' });
  on('2026-12-28');
  await clerk.tells('negotiation_started', { on: '2026-12-21' });
  await clerk.tells('negotiation_ended', { on: '2026-12-28', agreed: 'no', signed: 'yes' });
  expect(await phone.looks()).toContain('khởi kiện ra Tòa trong 15 ngày');
  const suit = await phone.says('viết đơn', 'Đơn khởi kiện');
  expect(suit).toContain('Đơn khởi kiện đã soạn xong');
  await opens(stage, suit);
  on('2027-01-08');
  expect(await phone.says('tôi đã làm', 'Đã khởi kiện', 'Sau quyết định hoặc biên bản thương lượng', '8/1/2027')).toContain('Anh/chị đã khởi kiện ra Tòa án');
  on('2027-02-01');
  expect(await phone.says('tôi vừa nhận được giấy', 'Giấy của Tòa án báo thụ lý', '1/2/2027', '5/TB-TA')).toContain('Tòa án đã thụ lý');
  expect(await phone.photographs('quyet-dinh.jpg')).toContain('Giữ cùng: Giấy của Tòa án báo thụ lý, số 5/TB-TA');
  on('2027-04-12');
  await clerk.tells('judgment_effective', { on: '2027-04-12', number: '12/2027/DS-ST', amount: '85.000.000' });
  expect(await phone.looks()).toContain('85.000.000');
  on('2027-05-14');
  expect(await phone.says('tôi vừa nhận được giấy', 'Tiền bồi thường đã về', '14/5/2027', '85 triệu')).toContain(
    'Tiền bồi thường đã được chi trả, ngày 14/5/2027. Số tiền: 85.000.000',
  );
  expect(conversation(whole.app.db.read, idOf(stage))?.phase).toBe('closed');
};

export const ways: Readonly<Record<'refusal' | 'supplement' | 'silence' | 'suspension' | 'court', Way>> = { refusal, supplement, silence, suspension, court };
/** `WAYS=all` goes every way on every platform; the suite each way on one. */
export const chosenWays = (usual: readonly (keyof typeof ways)[]): readonly (keyof typeof ways)[] =>
  process.env.WAYS === 'all' ? ['refusal', 'supplement', 'silence', 'suspension', 'court'] : usual;
