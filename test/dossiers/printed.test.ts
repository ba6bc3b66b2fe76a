/** What the printed dossier says: every value of the record, in the order of the form, on the right pages, in every Vietnamese letter. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { articleInWords, officialDay } from '../../src/dossier/in-words.js';
import { dossierJson, dossierJsonSchema } from '../../src/dossier/json.js';
import { type MadePdf, makePdf } from '../../src/dossier/make-pdf.js';
import type { DossierRecord } from '../../src/dossier/record.js';
import { aRecord, picturesOf } from '../kit/a-record.js';
import { madeOnce } from './made.js';
import { bookmarks, check, flat, fonts, info, metadata, pageTexts, render, wholePageTexts, wordsOnPage } from './read-pdf.js';

const make = (record: DossierRecord): Promise<MadePdf> => makePdf(record, picturesOf(record));
/** Values a reader of the paper does not need; they stand in the JSON. */
const NOT_PRINTED = new Set([
  'schema',
  'language',
  'preparedAt',
  'sha256',
  'mime',
  'receivedAt',
  'at',
  'head',
  'mark',
  'way',
  'capacity',
  'question',
  'advance.words',
  'files.name',
]);

const leaves = (value: unknown, key = '', parent = ''): readonly { readonly key: string; readonly text: string }[] => {
  if (NOT_PRINTED.has(key) || NOT_PRINTED.has(`${parent}.${key}`)) return [];
  if (typeof value === 'string') return [{ key, text: key === 'article' ? articleInWords(value) : officialDay(value) }];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, key, parent));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, inner]) => leaves(inner, name, key));
  return [];
};

const expectInOrder = (text: string, wanted: readonly string[]): void => {
  let from = 0;
  for (const one of wanted) {
    const at = text.indexOf(flat(one), from);
    expect(at, `“${one}” after “${text.slice(Math.max(0, from - 60), from)}”`).toBeGreaterThanOrEqual(0);
    from = at + flat(one).length;
  }
};

describe.each(['criminal', 'administration'] as const)('the %s dossier', (kind) => {
  const record = aRecord(kind);
  let made: MadePdf;
  let pages: readonly string[];
  beforeAll(async () => {
    made = await madeOnce(kind);
    pages = pageTexts(made.pdf);
  });

  test('every value of the record is printed, in composed letters', () => {
    const text = pages.join(' ');
    expect(text).toBe(text.normalize('NFC'));
    for (const { key, text: value } of leaves({ ...record, advance: record.advance.asked ? record.advance : undefined })) expect(text, key).toContain(flat(value));
  });

  test('nothing reads like a form letter', () => {
    expect(pages.join(' ')).not.toMatch(/\(s\)|và\/hoặc|undefined|null|NaN|\{\{|\[object/);
  });

  test('is PDF/A-2a, tagged, clean, with embedded TrueType fonts and the day of preparation', () => {
    expect(check(made.pdf)).toContain('No syntax or stream encoding errors');
    expect(metadata(made.pdf)).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/);
    expect(info(made.pdf)).toMatch(/Tagged: +yes/);
    expect(metadata(made.pdf)).toContain(`<xmp:CreateDate>${record.preparedAt.slice(0, 19)}+00:00</xmp:CreateDate>`);
    expect(
      fonts(made.pdf)
        .split('\n')
        .slice(2)
        .filter((line) => line !== '')
        .every((line) => /Tinos.*CID TrueType.*yes yes yes/.test(line)),
    ).toBe(true);
  });

  test('bookmarks, contents and index of exhibits agree with the physical pages', () => {
    const marks = bookmarks(made.pdf);
    const contents = pages[1] ?? '';
    const firstLevel = marks.filter(({ title }) => contents.includes(`${title} . .`));
    expect(firstLevel.length).toBeGreaterThanOrEqual(4);
    for (const { title, page } of firstLevel) expect(contents).toMatch(new RegExp(`${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[ .]+${page}\\b`));
    for (const exhibit of record.exhibits) {
      const range = made.exhibits.find(({ number }) => number === exhibit.number);
      const count = exhibit.files.reduce((sum, file) => sum + file.pages, 0);
      expect(range).toBeDefined();
      if (range === undefined) continue;
      expect(marks).toContainEqual({ title: `Phụ lục ${exhibit.number}. ${exhibit.title}`, page: range.from });
      for (let i = 1; i <= count; i++) expect(pages[range.from + i - 2], `page ${range.from + i - 1}`).toContain(`Phụ lục ${exhibit.number} – trang ${i}/${count}`);
      expect(range.to - range.from + 1).toBe(count);
      expect(contents).toContain(`${count} ${range.from === range.to ? range.from : `${range.from}–${range.to}`}`);
    }
    expect(made.pages).toBe(pages.length);
    expect(pages[0]).toContain(`${pages.length} trang`);
  });

  test('a page number on every page but the first, the reference in every foot', () => {
    const whole = wholePageTexts(made.pdf);
    expect(whole[0]).not.toMatch(/(^|\s)1$/);
    for (const [i, text] of whole.entries()) {
      if (i === 0) continue;
      expect(text.split(' ')[0] === String(i + 1) || text.split(' ').includes(String(i + 1)), `page ${i + 1}`).toBe(true);
      expect(text).toContain(`Hồ sơ ${record.reference}, bản ${record.version}`);
    }
  });

  test.runIf(kind === 'criminal')('the same record gives the same bytes', async () => {
    expect((await make(record)).sha256).toBe(made.sha256);
    expect(made.sha256).toBe(createHash('sha256').update(made.pdf).digest('hex'));
  });

  test('the JSON beside it parses, has the keys in schema order whatever order came in, and points at the PDF', () => {
    const shuffled = Object.fromEntries(Object.entries(record).reverse()) as DossierRecord;
    expect(dossierJson(shuffled, made)).toBe(dossierJson(record, made));
    const json = dossierJsonSchema.parse(JSON.parse(dossierJson(record, made)));
    expect(json.record).toEqual(record);
    expect(json.pdf).toEqual({ fileName: `${record.reference}-v${record.version}.pdf`, sha256: made.sha256, bytes: made.pdf.length, pages: made.pages });
    expect(json.exhibits.map(({ from, to }) => [from, to])).toEqual(made.exhibits.map(({ from, to }) => [from, to]));
  });
});

test('the form of a man eight years in prison stands in the order of Mẫu 01/BTNN', async () => {
  const pages = pageTexts((await madeOnce('criminal')).pdf);
  const form = `${pages[2]} ${pages[3]}`;
  expectInOrder(form, [
    'Mẫu 01/BTNN',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'VĂN BẢN YÊU CẦU BỒI THƯỜNG',
    'Kính gửi: Tòa án nhân dân cấp cao mẫu',
    'Họ và tên người yêu cầu bồi thường: Phạm Văn Lượng',
    'Căn cước công dân số 001070000123, cấp ngày 15/8/2022, nơi cấp: Cục Cảnh sát quản lý hành chính về trật tự xã hội',
    'Địa chỉ nơi cư trú: Thôn Đoài, xã Ví Dụ, tỉnh Mẫu',
    'Số điện thoại: 0900 000 123',
    'Thư điện tử: luong.pham@example.com',
    'Tư cách người yêu cầu bồi thường: Người bị thiệt hại',
    'Văn bản làm căn cứ yêu cầu bồi thường:',
    'số 07/2026/HS-GĐT ngày 20/5/2026 của Tòa án nhân dân tối cao',
    'Trích yếu: hủy các bản án trước',
    'Ngày nhận được văn bản: 02/6/2026',
    'Hành vi gây thiệt hại của người thi hành công vụ:',
    'bị bắt tạm giam',
    'Mối quan hệ nhân quả giữa hành vi và thiệt hại:',
    'không đi làm được',
    'I. Thiệt hại yêu cầu bồi thường',
    'Thu nhập thực tế bị mất',
    '403.200.000',
    'chưa tính được',
    'Thiệt hại về tinh thần',
    '2.032.510.000',
    'Chi phí hợp lý khác',
    '2.530.000',
    'Tổng số tiền yêu cầu bồi thường: 2.438.240.000 đồng.',
    '(Bằng chữ: Hai tỷ bốn trăm ba mươi tám triệu hai trăm bốn mươi nghìn đồng.)',
    'II. Đề nghị tạm ứng kinh phí bồi thường',
    'Thiệt hại về tinh thần: 2.032.510.000 đồng',
    'Tài liệu chứng minh: Phụ lục 1, Phụ lục 2',
    'Tổng số tiền đề nghị tạm ứng: 2.032.510.000 đồng.',
    'Người nhận tiền: Phạm Văn Lượng',
    'Hình thức nhận tiền: Chuyển khoản',
    'Số tài khoản: 0001002003004',
    'Chủ tài khoản: PHAM VAN LUONG',
    'Ngân hàng: Ngân hàng Ví Dụ',
    'III. Các nội dung khác',
    'Có yêu cầu phục hồi danh dự.',
    'trực tiếp xin lỗi',
    'Tài liệu gửi kèm:',
    'Bản án giám đốc thẩm',
    'ngày 20 tháng 11 năm 2026',
    'Điểm chỉ',
    'NGƯỜI YÊU CẦU BỒI THƯỜNG',
    'Phạm Văn Lượng',
  ]);
  expect(wholePageTexts((await madeOnce('criminal')).pdf)[2]).toContain('Bố cục mẫu chưa đối chiếu bản chính thức 8630/VBHN-BTP');
});

test('what still needs checking is said in the foot of the annex, once per document', async () => {
  const text = pageTexts((await make(aRecord('administration', { exhibits: [], damages: aRecord('criminal').damages }))).pdf).join(' ');
  expect(text.match(/Nghị định 161\/2026\/NĐ-CP: cần kiểm tra/g)).toHaveLength(1);
  expect(text.match(/Nghị định 68\/2018\/NĐ-CP: theo bản đăng lại/g)).toHaveLength(1);
});

test('sheets with nothing to say are not there', async () => {
  const bare = aRecord('criminal', {
    exhibits: [],
    papers: [],
    missingPapers: [],
    leftOut: [],
    statements: [],
    interview: [],
    nextSteps: [],
    damages: [],
    total: { amount: 0, words: 'Không đồng', incomplete: false },
    advance: { asked: false, mental: 0, other: [], total: 0, words: '' },
  });
  const made = await make(bare);
  const text = pageTexts(made.pdf).join(' ');
  expect(bookmarks(made.pdf).map(({ title }) => title)).toEqual([
    'Hồ sơ yêu cầu bồi thường',
    'Mục lục',
    'Văn bản yêu cầu bồi thường',
    'I. Thiệt hại yêu cầu bồi thường',
    'II. Đề nghị tạm ứng kinh phí bồi thường',
    'III. Các nội dung khác',
  ]);
  expect(text).toContain('Hồ sơ này không yêu cầu bồi thường thiệt hại bằng tiền.');
  expect(text).not.toMatch(/phụ lục|tệp đã nhận/i);
});

test('money wanted but not reckoned is never printed as money not wanted', async () => {
  const made = await make(aRecord('criminal', { exhibits: [], damages: [], total: { amount: 0, words: 'Không đồng', incomplete: true } }));
  const text = pageTexts(made.pdf).join(' ');
  expect(text).toContain('số tiền chưa tính được khi lập hồ sơ');
  expect(text).toContain('Tổng số tiền yêu cầu: Có yêu cầu bồi thường, số tiền chưa tính được');
  expect(text).not.toMatch(/không yêu cầu bồi thường|Không đồng/i);
});

test('all 134 Vietnamese letters survive copying, and each is drawn with more ink than its bare letter', async () => {
  const lower = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';
  const marked = [...lower, ...lower.toUpperCase()];
  expect(marked).toHaveLength(134);
  const letters = [...'aeiouydAEIOUYD', ...marked];
  const made = await make(aRecord('criminal', { exhibits: [], statements: [{ at: '2026-11-18T02:30:00.000Z', text: letters.join(' ').normalize('NFD') }] }));
  const at = pageTexts(made.pdf).findIndex((text) => text.includes(letters.join(' ')));
  expect(at).toBeGreaterThan(0);
  const words = wordsOnPage(made.pdf, at + 1);
  const first = words.findIndex((_, i) => letters.every((letter, n) => words[i + n]?.text === letter));
  expect(first).toBeGreaterThanOrEqual(0);
  const dpi = 288;
  const [page] = render(made.pdf, dpi, at + 1);
  if (page === undefined) throw new Error('no page was rendered');
  const dot = (point: number): number => Math.round((point * dpi) / 72);
  const ink = new Map(
    words.slice(first, first + letters.length).map(({ text, x, y, right, bottom }) => {
      let sum = 0;
      for (let row = dot(y - 3); row < dot(bottom + 1); row++)
        for (let column = dot(x - 1); column < dot(right + 1); column++) sum += 255 - (page.grey[row * page.width + column] ?? 255);
      return [text, sum / 255];
    }),
  );
  const bare = (letter: string): string => letter.normalize('NFD').charAt(0).replace('đ', 'd').replace('Đ', 'D');
  for (const letter of marked) expect(ink.get(letter) ?? 0, letter).toBeGreaterThan((ink.get(bare(letter)) ?? Infinity) * (bare(letter) === 'i' ? 0.98 : 1.02));
});
