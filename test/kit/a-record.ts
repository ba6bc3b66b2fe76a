/** Owns invented dossier records for tests: a man eight years in prison, and a company whose truck was held. No real person, number or paper. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { daysBetween, showNumber } from '../../src/basics/index.js';
import { amountInWords } from '../../src/dossier/in-words.js';
import type { DossierRecord } from '../../src/dossier/record.js';

type Files = DossierRecord['exhibits'][number]['files'];
const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex');
const file = (name: string, pages = 1, mime = 'image/jpeg'): Files[number] => ({ sha256: hashOf(name), name, mime, pages, receivedAt: '2026-11-18T02:15:00.000Z' });

const LAW = 'Luật 10/2017/QH14';
const DECREE = 'Nghị định 68/2018/NĐ-CP';
const DAY_WAGE = 115_000;

const prisonDays = daysBetween('2014-03-10', '2022-03-10');
const waitingDays = daysBetween('2022-03-10', '2026-05-20');
const mental = prisonDays * 5 * DAY_WAGE + waitingDays * 2 * DAY_WAGE;
const income = 96 * 4_200_000;
const letters = 2_530_000;

const criminalDamages: DossierRecord['damages'] = [
  {
    head: 'income',
    title: 'Thu nhập thực tế bị mất',
    method: 'Lương tháng của người bị thiệt hại nhân với số tháng bị giam và chấp hành án.',
    amount: income,
    lines: ['Lương ổn định trước khi bị bắt: 4.200.000 đồng một tháng.', 'Từ 10/3/2014 đến 09/3/2022: 96 tháng.', `96 × 4.200.000 = ${showNumber(income)} đồng.`],
    cites: [
      { article: 'Đ24.1.a', document: LAW, mark: 'verified' },
      { article: 'Đ8.1.b', document: DECREE, mark: 'secondary' },
    ],
    advance: false,
  },
  {
    head: 'health',
    title: 'Thiệt hại vật chất do sức khỏe bị xâm phạm',
    method: 'Chi phí khám bệnh, chữa bệnh theo chứng từ.',
    amount: null,
    why: 'chưa có chứng từ khám bệnh, chữa bệnh; người yêu cầu bồi thường sẽ nộp bổ sung.',
    lines: [],
    cites: [{ article: 'Đ26.1', document: LAW, mark: 'verified' }],
    advance: false,
  },
  {
    head: 'mental',
    title: 'Thiệt hại về tinh thần',
    method: 'Số ngày nhân với số ngày lương cơ sở theo từng khoảng thời gian.',
    amount: mental,
    lines: [
      'Ngày lương cơ sở: 2.530.000 : 22 = 115.000 đồng.',
      `Bị tạm giam và chấp hành hình phạt tù ${showNumber(prisonDays)} ngày: ${showNumber(prisonDays)} × 5 × 115.000 = ${showNumber(prisonDays * 5 * DAY_WAGE)} đồng.`,
      `Đã chấp hành xong hình phạt, chưa có văn bản xác định bị oan ${showNumber(waitingDays)} ngày: ${showNumber(waitingDays)} × 2 × 115.000 = ${showNumber(waitingDays * 2 * DAY_WAGE)} đồng.`,
      `Cộng: ${showNumber(mental)} đồng.`,
    ],
    cites: [
      { article: 'Đ27.3.b', document: LAW, mark: 'verified' },
      { article: 'Đ27.3.đ', document: LAW, mark: 'verified' },
      { article: 'Đ11', document: DECREE, mark: 'secondary' },
      { article: 'Đ3.2', document: 'Nghị định 161/2026/NĐ-CP', mark: 'unsure' },
    ],
    advance: true,
  },
  {
    head: 'other',
    title: 'Chi phí hợp lý khác: gửi đơn thư',
    method: 'Không có chứng từ: tối đa 01 tháng lương cơ sở cho 01 năm.',
    amount: letters,
    lines: ['01 năm × 2.530.000 = 2.530.000 đồng.'],
    cites: [{ article: 'Đ28.2.b', document: LAW, mark: 'verified' }],
    advance: false,
  },
];

const criminalTotal = income + mental + letters;

/** Ông Phạm Văn Lượng, eight years in prison for an act he did not do, claims for himself. */
const criminal: DossierRecord = {
  schema: 'dong-hanh.dossier.1',
  reference: 'DH-2026-000123',
  version: 1,
  language: 'vi',
  preparedAt: '2026-11-20T02:05:00.000Z',
  preparedOn: '2026-11-20',
  valuedOn: '2026-11-20',
  valuedOnAssumed: true,
  lawCheckedOn: '2026-11-01',
  downloadUrl: 'https://donghanh.example/d/u7Jx2mQ0vT4kR9sZ1bYc8w',
  fieldOfLaw: 'Hoạt động tố tụng hình sự',
  agency: {
    name: 'Tòa án nhân dân cấp cao mẫu',
    address: 'Số 1 đường Ví Dụ, phường Mẫu, tỉnh Mẫu',
    certain: false,
    rule: 'Khoản 3 Điều 36 Luật 10/2017/QH14: tòa án đã xét xử phúc thẩm, giữ nguyên bản án kết tội.',
  },
  claimant: {
    name: 'Phạm Văn Lượng',
    organisation: false,
    identity: { kind: 'Căn cước công dân', number: '001070000123', issuedOn: '2022-08-15', issuedBy: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' },
    birthDate: '1970-02-05',
    address: 'Thôn Đoài, xã Ví Dụ, tỉnh Mẫu',
    phone: '0900 000 123',
    email: 'luong.pham@example.com',
    capacity: 'injured',
    capacityText: 'Người bị thiệt hại',
  },
  groundingDocuments: [
    {
      title: 'Bản án hình sự giám đốc thẩm',
      number: '07/2026/HS-GĐT',
      issuedOn: '2026-05-20',
      issuer: 'Tòa án nhân dân tối cao',
      abstract: 'hủy các bản án trước, tuyên ông Phạm Văn Lượng không thực hiện hành vi phạm tội.',
      receivedOn: '2026-06-02',
    },
  ],
  act: 'Ngày 10/3/2014, ông Phạm Văn Lượng bị bắt tạm giam. Bản án sơ thẩm và bản án phúc thẩm đều kết tội ông, tuyên phạt 08 năm tù.\nÔng chấp hành xong hình phạt ngày 10/3/2022. Đến ngày 20/5/2026, Tòa án nhân dân tối cao tuyên ông không thực hiện hành vi phạm tội.',
  causation: 'Vì bị giam và chấp hành hình phạt tù nên ông Lượng không đi làm được, mất thu nhập và chịu tổn thất về tinh thần trong suốt thời gian đó.',
  damages: criminalDamages,
  total: { amount: criminalTotal, words: amountInWords(criminalTotal), incomplete: true },
  advance: { asked: true, mental, mentalEvidence: 'Phụ lục 1, Phụ lục 2', other: [], total: mental, words: amountInWords(mental) },
  payment: { receiver: 'Phạm Văn Lượng', way: 'transfer', account: '0001002003004', holder: 'PHAM VAN LUONG', bank: 'Ngân hàng Ví Dụ, chi nhánh Mẫu' },
  honour: { asked: true, form: 'trực tiếp xin lỗi và cải chính công khai tại nơi cư trú' },
  papers: [
    { title: 'Bản án giám đốc thẩm số 07/2026/HS-GĐT', exhibit: 1, copies: 'Bản sao có chứng thực' },
    { title: 'Giấy chứng nhận chấp hành xong án phạt tù', exhibit: 2, copies: 'Bản sao' },
    { title: 'Căn cước công dân', exhibit: 3, copies: 'Bản sao' },
    { title: 'Đơn đề nghị xem xét lại bản án, bản viết tay' },
  ],
  missingPapers: [
    { title: 'Hợp đồng lao động năm 2013', because: 'Công ty đã giải thể năm 2016, không còn nơi lưu giữ.' },
    { title: 'Hồ sơ khám bệnh trong thời gian chấp hành án', because: 'Đã có đơn xin ngày 05/11/2026, cơ sở giam giữ chưa trả lời.' },
  ],
  exhibits: [
    { number: 1, title: 'Bản án hình sự giám đốc thẩm số 07/2026/HS-GĐT', note: 'Văn bản làm căn cứ yêu cầu bồi thường', files: [file('ban-an.pdf', 3, 'application/pdf')] },
    { number: 2, title: 'Giấy chứng nhận chấp hành xong án phạt tù', files: [file('giay-ra-trai.jpg')] },
    { number: 3, title: 'Căn cước công dân của người yêu cầu bồi thường', note: 'Mặt trước và mặt sau', files: [file('cccd-truoc.jpg'), file('cccd-sau.jpg')] },
  ],
  leftOut: [{ name: 'ghi-am-0611.m4a', sha256: hashOf('ghi-am'), because: 'Tệp âm thanh không in được ra giấy; tệp gốc được giữ kèm hồ sơ.' }],
  statements: [{ at: '2026-11-18T02:30:00.000Z', text: 'Tám năm tôi không được gặp mẹ. Khi tôi về thì mẹ đã mất. Tôi chỉ mong được xin lỗi công khai trước bà con trong thôn.' }],
  interview: [
    { question: 'criminal_measure', asked: 'Anh/chị đã bị áp dụng biện pháp nào?', answered: 'Tạm giam, sau đó chấp hành hình phạt tù' },
    { question: 'custody', asked: 'Anh/chị bị giam từ ngày nào đến ngày nào?', answered: 'Từ 10/3/2014 đến 10/3/2022' },
    { question: 'criminal_outcome', asked: 'Văn bản minh oan ghi lý do gì?', answered: 'Không thực hiện hành vi phạm tội' },
    { question: 'document_received_on', asked: 'Anh/chị nhận văn bản đó ngày nào?', answered: '02/6/2026' },
    { question: 'income_monthly', asked: 'Trước khi bị bắt, lương mỗi tháng của anh/chị là bao nhiêu?', answered: '4.200.000 đồng' },
  ],
  nextSteps: [
    { label: 'Ký hồ sơ', text: 'Ký hoặc điểm chỉ vào Văn bản yêu cầu bồi thường.' },
    { label: 'Nộp hồ sơ', text: 'Nộp 01 bộ trực tiếp (mang bản chính để đối chiếu) hoặc gửi qua bưu điện (bản sao có chứng thực).' },
  ],
  place: 'Mẫu',
};

const heldMonths = 6.5;
const rent = 28_000_000;
const use = heldMonths * rent;
const repair = 17_450_000;
const truckTotal = use + repair;

/** Công ty TNHH Vận tải Ví Dụ, whose truck was held for six months and a half under a decision later revoked. */
const administration: DossierRecord = {
  ...criminal,
  reference: 'DH-2026-000207',
  version: 2,
  preparedAt: '2026-11-21T08:40:00.000Z',
  preparedOn: '2026-11-21',
  valuedOn: '2026-11-21',
  valuedOnAssumed: false,
  downloadUrl: 'https://donghanh.example/d/p3Lw8nE5aK1fH6yU0tGx9q',
  fieldOfLaw: 'Hoạt động quản lý hành chính',
  agency: { name: 'Ủy ban nhân dân xã Ví Dụ', certain: true, rule: 'Điều 33 Luật 10/2017/QH14: cơ quan trực tiếp quản lý người ra quyết định tạm giữ phương tiện.' },
  claimant: {
    name: 'Công ty TNHH Vận tải Ví Dụ',
    organisation: true,
    identity: { kind: 'Giấy chứng nhận đăng ký doanh nghiệp', number: '0100000207', issuedOn: '2015-04-01', issuedBy: 'Phòng Đăng ký kinh doanh tỉnh Mẫu' },
    address: 'Số 12 đường Ví Dụ, phường Mẫu, tỉnh Mẫu',
    capacity: 'legal_representative',
    capacityText: 'Người đại diện theo pháp luật của người bị thiệt hại (bà Đặng Thị Ngữ, Giám đốc)',
    injuredName: 'Công ty TNHH Vận tải Ví Dụ',
  },
  groundingDocuments: [],
  collectDocument: { name: 'Quyết định giải quyết khiếu nại lần đầu về việc tạm giữ phương tiện', address: 'Ủy ban nhân dân xã Ví Dụ, tỉnh Mẫu' },
  act: 'Ngày 05/01/2026, xe tải của công ty bị tạm giữ theo thủ tục hành chính. Quyết định tạm giữ sau đó bị hủy; xe được trả ngày 20/7/2026 trong tình trạng hư hỏng.',
  causation: 'Trong thời gian xe bị tạm giữ, công ty không khai thác được xe; việc để xe ngoài trời làm hỏng hệ thống phanh và lốp.',
  damages: [
    {
      head: 'property',
      title: 'Tài sản không khai thác được (xe tải 8 tấn)',
      method: 'Giá thuê bình quân 01 tháng của ba cơ sở nhân với số tháng bị tạm giữ.',
      amount: use,
      lines: [
        'Giá thuê bình quân: (27.000.000 + 28.000.000 + 29.000.000) : 3 = 28.000.000 đồng một tháng.',
        'Từ 05/01/2026 đến 20/7/2026: 6,5 tháng.',
        `6,5 × 28.000.000 = ${showNumber(use)} đồng.`,
      ],
      cites: [
        { article: 'Đ23.3', document: LAW, mark: 'verified' },
        { article: 'Đ4.2', document: DECREE, mark: 'secondary' },
      ],
      advance: false,
    },
    {
      head: 'property',
      title: 'Tài sản bị hư hỏng (phanh, lốp)',
      method: 'Chi phí sửa chữa theo giá thị trường tại thời điểm giải quyết bồi thường.',
      amount: repair,
      lines: ['Bình quân báo giá của ba cơ sở sửa chữa: 17.450.000 đồng.'],
      cites: [
        { article: 'Đ23.2', document: LAW, mark: 'verified' },
        { article: 'Đ3.4', document: DECREE, mark: 'secondary' },
      ],
      advance: false,
    },
  ],
  total: { amount: truckTotal, words: amountInWords(truckTotal), incomplete: false },
  advance: { asked: false, mental: 0, other: [], total: 0, words: amountInWords(0) },
  payment: { receiver: 'Công ty TNHH Vận tải Ví Dụ', way: 'cash' },
  honour: { asked: false },
  otherRights: 'Đề nghị trả lại giấy đăng ký xe đang bị giữ.',
  papers: [
    { title: 'Biên bản tạm giữ phương tiện', exhibit: 1, copies: 'Bản sao' },
    { title: 'Ba báo giá thuê xe', exhibit: 2, copies: 'Bản sao' },
  ],
  missingPapers: [],
  exhibits: [
    { number: 1, title: 'Biên bản tạm giữ phương tiện', files: [file('bien-ban.jpg')] },
    { number: 2, title: 'Ba báo giá thuê xe tải 8 tấn', files: [file('bao-gia-1.jpg'), file('bao-gia-2.jpg'), file('bao-gia-3.jpg')] },
  ],
  leftOut: [],
  statements: [],
  interview: [{ question: 'administration_act', asked: 'Việc nào đã gây thiệt hại cho công ty?', answered: 'Tạm giữ xe theo thủ tục hành chính' }],
  nextSteps: [],
};

/** A whole invented record; any field can be replaced: `aRecord('criminal', { exhibits: [] })`. */
export const aRecord = (kind: 'criminal' | 'administration' = 'criminal', changes: Partial<DossierRecord> = {}): DossierRecord => ({
  ...structuredClone(kind === 'criminal' ? criminal : administration),
  ...changes,
});

/** A criminal record with `photos` one-page exhibits. */
export const aRecordWithPhotos = (photos: number): DossierRecord =>
  aRecord('criminal', {
    papers: [],
    exhibits: Array.from({ length: photos }, (_, i) => ({ number: i + 1, title: `Ảnh chụp tài liệu số ${i + 1}`, files: [file(`anh-${i + 1}.jpg`)] })),
  });

/** A paper drawn without fonts, so every machine draws the same: a frame, a title bar and lines whose lengths follow the seed. */
export const aPicture = (seed: string, size: { readonly width: number; readonly height: number } = { width: 1131, height: 1600 }): Promise<Buffer> => {
  const key = `${seed} ${size.width} ${size.height}`;
  const picture = drawn.get(key) ?? draw(seed, size);
  drawn.set(key, picture);
  return picture;
};

const drawn = new Map<string, Promise<Buffer>>();
const draw = async (seed: string, { width, height }: { readonly width: number; readonly height: number }): Promise<Buffer> => {
  const hash = createHash('sha256').update(seed).digest();
  const pixels = Buffer.alloc(width * height * 3, 246);
  const fill = (x: number, y: number, w: number, h: number, grey: number): void => {
    for (let row = Math.round(y); row < Math.min(height, y + h); row++)
      pixels.fill(grey, (row * width + Math.round(x)) * 3, (row * width + Math.min(width, Math.round(x + w))) * 3);
  };
  fill(0, 0, width, 12, 120);
  fill(0, height - 12, width, 12, 120);
  fill(width * 0.3, height * 0.08, width * 0.4, height * 0.02, 60);
  for (let line = 0; line < 26; line++) fill(width * 0.1, height * (0.16 + line * 0.03), width * (0.5 + ((hash[line % 32] ?? 0) / 255) * 0.3), height * 0.008, 110);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
};

/** Pages for every file of a record: portrait, but wide for names with `cccd`. */
export const picturesOf = (record: DossierRecord): ((sha256: string) => Promise<readonly Buffer[]>) => {
  const files = new Map(record.exhibits.flatMap((exhibit) => exhibit.files.map((one) => [one.sha256, one] as const)));
  return async (sha256) => {
    const found = files.get(sha256);
    if (found === undefined) throw new Error('a file nobody put into the record');
    const size = found.name.startsWith('cccd') ? { width: 1600, height: 1010 } : undefined;
    return Promise.all(Array.from({ length: found.pages }, (_, i) => aPicture(`${found.name} ${i}`, size)));
  };
};
