/** Owns what the people of these tests say: a fixed script of answers, each person with a name and number of their own, and what must be stored of it. */
import { type Day, dayAt, addDays } from '../../src/basics/index.js';

export type Said = { readonly question: string; readonly says: string };

const today = (): Day => dayAt(new Date().toISOString());
/** As people write a day: `3/2/2025`. */
export const written = (day: Day): string => day.split('-').reverse().map(Number).join('/');
export const daysAgo = (days: number): string => written(addDays(today(), -days));

const names = ['An', 'Bình', 'Cúc', 'Dũng', 'Giang', 'Hạnh', 'Khánh', 'Lan', 'Minh', 'Nga', 'Oanh', 'Phúc', 'Quân', 'Sơn', 'Thảo', 'Uyên', 'Vinh', 'Xuân', 'Yến', 'Đức'];
export const nameOf = (i: number): string => `Trần Thử ${names[i % names.length]}`;
export const numberOf = (i: number): string => `00108501${String(2_000 + i).padStart(4, '0')}`;

/** The first sixteen answers of a claim for wrongful detention; person `i` is invented. `/start` comes before them. */
export const scriptOf = (i: number): readonly Said[] => [
  { question: 'consent', says: 'đồng ý' },
  { question: 'field', says: '1' },
  { question: 'criminal_measure', says: '1' },
  { question: 'criminal_outcome', says: '2' },
  { question: 'false_confession', says: 'không' },
  { question: 'grounding_criminal', says: '1' },
  { question: 'document_received_on', says: daysAgo(30) },
  { question: 'proceed', says: 'có' },
  { question: 'earlier_claim', says: 'không có' },
  { question: 'wants', says: '1' },
  { question: 'own_fault', says: 'không có' },
  { question: 'capacity', says: '1' },
  { question: 'claimant_name', says: nameOf(i) },
  { question: 'claimant_identity', says: numberOf(i) },
  { question: 'identity_issued_on', says: '12/5/2022' },
  { question: 'identity_issued_by', says: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' },
];

/** From there to the last question before the dossier; no files. */
export const restOfScript = (): readonly Said[] => [
  { question: 'birth_date', says: '4/7/1985' },
  { question: 'residence_place', says: 'phường Hà Đông, Hà Nội' },
  { question: 'residence_line', says: 'số 5 ngõ 10 phố Ví Dụ' },
  { question: 'phone', says: '0912345678' },
  { question: 'email', says: 'không có' },
  { question: 'act_on', says: daysAgo(650) },
  { question: 'criminal_decider', says: '2' },
  { question: 'stage_procuracy', says: '1' },
  { question: 'act_level', says: '3' },
  { question: 'act_body_name', says: AGENCY },
  { question: 'act_place', says: 'Hà Nội' },
  { question: 'official_name', says: 'không có' },
  { question: 'act_story', says: 'Tôi bị bắt và tạm giam vì bị nghi trộm cắp. Sau đó Viện kiểm sát đình chỉ vụ án.' },
  { question: 'causation_story', says: 'Vì bị giam nên tôi mất việc, không có lương nuôi con.' },
  { question: 'document_title', says: 'Quyết định đình chỉ vụ án' },
  { question: 'document_number', says: '15/QĐ-VKS' },
  { question: 'document_issued_on', says: daysAgo(35) },
  { question: 'document_issuer', says: AGENCY },
  { question: 'document_abstract', says: 'Đình chỉ vụ án vì không có sự việc phạm tội' },
  { question: 'lost_property', says: 'không' },
  { question: 'lost_income', says: 'không' },
  { question: 'harmed_health', says: 'không' },
  { question: 'accused_on', says: daysAgo(647) },
  { question: 'custody.1.from', says: daysAgo(650) },
  { question: 'custody.1.to', says: daysAgo(410) },
  { question: 'custody.1.more', says: 'không' },
  { question: 'had_noncustodial', says: 'không' },
  { question: 'had_expenses', says: 'không' },
  { question: 'wants_advance', says: 'có' },
  { question: 'honour_form', says: '1' },
  { question: 'other_rights', says: 'không có' },
  { question: 'paper_grounding', says: '2' },
  { question: 'paper_identity', says: '2' },
  { question: 'paper_measure', says: '2' },
  { question: 'payment_way', says: '1' },
  { question: 'bank_name', says: 'Ngân hàng Ví Dụ' },
  { question: 'bank_account', says: '0001112223334' },
  { question: 'bank_holder', says: 'TRAN VAN THU' },
];

export const AGENCY = 'Viện kiểm sát nhân dân thành phố Hà Nội';
/** `agencies.yaml` of an installation that may write to it. */
export const agenciesYaml = (email: string): string =>
  [`- name: ${AGENCY}`, `  email: ${email}`, '  electronic_filing: false', '  source: đặt riêng cho bài thử', '  checked_on: "2026-11-01"', '  checked_by: bài thử', ''].join('\n');

/** A bot's words without what differs from person to person: names, numbers. */
export const alike = (text: string): string => names.reduce((words, name) => words.replaceAll(`Trần Thử ${name}`, '‹tên›'), text).replace(/\d+/g, '#');
