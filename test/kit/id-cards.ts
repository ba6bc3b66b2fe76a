/**
 * Owns photos of identity cards of invented people, made from a seed: the QR as the card carries it, printed on a card, photographed badly.
 * Twelve each of: straight, turned, blurred, shining, far away. The same number always gives the same photo.
 */
import { create } from 'qrcode';
import sharp, { type Sharp } from 'sharp';

export type CardPerson = {
  readonly number: string;
  readonly oldNumber: string;
  readonly name: string;
  /** `ddMMyyyy`, as the card writes days. */
  readonly born: string;
  readonly sex: 'Nam' | 'Nữ';
  readonly address: string;
  readonly issued: string;
};

export const groups = ['straight', 'turned', 'blurred', 'shining', 'far'] as const;
export type Group = (typeof groups)[number];

const random = (seed: number): (() => number) => {
  let state = (seed * 2654435761) % 2147483647 || 7;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
};

const names = ['Nguyễn Thị Thử', 'Trần Văn Mẫu', 'Lê Hoàng Ví Dụ', 'Phạm Đức Nháp', 'Đặng Thị Thuỳ Mẫu', 'Võ Quốc Thử Nghiệm', 'H’Ví Niê', 'Ngô Ví Dụ'];
const places = [
  'Thôn Mẫu, Kim Thái, Vụ Bản, Nam Định',
  'Số 12 Phố Ví Dụ, Hạ Đình, Thanh Xuân, Hà Nội',
  'Tổ 3, Ấp Thử, Mỹ Phước, Mang Thít, Vĩnh Long',
  'Khu Nháp, Hải Châu I, Hải Châu, Đà Nẵng',
];
const provinces = ['036', '001', '086', '048'];

/** An invented person whose number agrees with sex, birth year and a province. */
export const cardPerson = (seed: number): CardPerson => {
  const next = random(seed + 11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const year = 1950 + Math.floor(next() * 55);
  const female = next() < 0.5;
  const two = (value: number): string => String(value).padStart(2, '0');
  const century = (year >= 2000 ? 2 : 0) + (female ? 1 : 0);
  const place = Math.floor(next() * places.length);
  return {
    number: `${provinces[place]}${century}${two(year % 100)}${String(Math.floor(next() * 1e6)).padStart(6, '0')}`,
    oldNumber: next() < 0.5 ? '' : String(100000000 + Math.floor(next() * 8e8)),
    name: pick(names),
    born: `${two(1 + Math.floor(next() * 28))}${two(1 + Math.floor(next() * 12))}${year}`,
    sex: female ? 'Nữ' : 'Nam',
    address: places[place] as string,
    issued: `${two(1 + Math.floor(next() * 28))}${two(1 + Math.floor(next() * 12))}2021`,
  };
};

/** Seven fields, `|` between. */
export const cardText = ({ number, oldNumber, name, born, sex, address, issued }: CardPerson): string => [number, oldNumber, name, born, sex, address, issued].join('|');

const cardWidth = 1_400;
const cardHeight = 884;

/** The card itself: a face, lines of print and the code at the top right, 15 mm of 85.6. */
const cardSvg = (text: string): Buffer => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = Math.round(cardWidth * 0.19);
  const unit = side / modules.size;
  const left = cardWidth - side - 60;
  const dark: string[] = [];
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1)
      if (modules.get(y, x)) dark.push(`M${(left + x * unit).toFixed(2)} ${(50 + y * unit).toFixed(2)}h${unit.toFixed(2)}v${unit.toFixed(2)}h-${unit.toFixed(2)}z`);
  const lines = Array.from({ length: 7 }, (_, i) => `<path d="M430 ${380 + i * 62}h${500 - i * 37}" stroke="#333" stroke-width="20" stroke-dasharray="34 9 17 12"/>`).join('');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${cardHeight}"><rect width="100%" height="100%" rx="46" fill="#d9ecec"/>` +
      `<rect x="60" y="300" width="310" height="430" fill="#9a8878"/><rect x="${left - 22}" y="28" width="${side + 44}" height="${side + 44}" fill="#fff"/>` +
      `<path d="${dark.join('')}" fill="#101010" shape-rendering="crispEdges"/>${lines}</svg>`,
  );
};

/** Photo `n` (0 to 11) of a group, as JPEG. */
export const cardPhoto = async (text: string, group: Group, n: number): Promise<Buffer> => {
  const next = random(n * 31 + groups.indexOf(group) * 977 + 5);
  const frame = { width: 2_400, height: 1_800 };
  const share = group === 'far' ? 0.44 - n * 0.018 : 0.62 + next() * 0.2;
  const turn = group === 'turned' ? n * 30 + next() * 25 : (next() - 0.5) * 8;
  const lean = (next() - 0.5) * (group === 'straight' ? 0.06 : 0.16);
  const card = await sharp(cardSvg(text))
    .resize({ width: Math.round(frame.width * share) })
    .affine([1, lean, 0, 1 - Math.abs(lean)], { background: '#6b5b4a' })
    .rotate(turn, { background: '#6b5b4a' })
    .toBuffer({ resolveWithObject: true });
  const fits = await sharp(card.data)
    .resize({ ...frame, fit: 'inside', withoutEnlargement: true })
    .toBuffer({ resolveWithObject: true });
  const at = { left: Math.floor((frame.width - fits.info.width) * next()), top: Math.floor((frame.height - fits.info.height) * next()) };
  const table = await sharp({ create: { ...frame, channels: 3, background: '#6b5b4a' } })
    .composite([{ input: fits.data, ...at }])
    .png()
    .toBuffer();
  return grainy(spoilt(sharp(table), group, n, frame, next), frame, next);
};

type Frame = { readonly width: number; readonly height: number };

const spoilt = (photo: Sharp, group: Group, n: number, { width, height }: Frame, next: () => number): Sharp => {
  const light = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x1="${next()}" y1="0" x2="${next()}" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".38"/></linearGradient><radialGradient id="s"><stop offset="0" stop-color="#fff" stop-opacity="1"/><stop offset=".35" stop-color="#fff" stop-opacity=".85"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${
    group === 'shining'
      ? `<ellipse cx="${width * (0.35 + next() * 0.4)}" cy="${height * (0.25 + next() * 0.4)}" rx="${width * (0.1 + n * 0.012)}" ry="${height * (0.07 + n * 0.01)}" fill="url(#s)"/>`
      : ''
  }</svg>`;
  const lit = photo.composite([{ input: Buffer.from(light) }]);
  return group === 'blurred' ? lit.blur(1 + n * 0.3) : lit.blur(0.6);
};

/** A sensor's grain and a phone's JPEG. */
const grainy = async (photo: Sharp, { width, height }: Frame, next: () => number): Promise<Buffer> => {
  const { data } = await photo.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i += 1) data[i] = Math.max(0, Math.min(255, (data[i] ?? 0) + (next() - 0.5) * 22));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 72 })
    .toBuffer();
};
