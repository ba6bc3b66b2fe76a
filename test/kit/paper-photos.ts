/**
 * Owns photos of papers made from a seed, good ones a clerk reads and bad ones nobody does: a sheet of print on a table, turned a little, in some
 * light, with a sensor's grain and a phone's JPEG. The same kind and number always give the same photo. Longest side 1,600 pixels, as a page has.
 */
import sharp, { type Sharp } from 'sharp';

type Frame = { readonly width: number; readonly height: number };
/** `print`: height of a letter for a sheet 1,000 high. `lines`: how much of the sheet is printed. `share`: of the frame that the sheet fills. `light`: 1 is bright. `blur`: sigma in pixels. */
type Kind = {
  readonly print: number;
  readonly lines: number;
  readonly ink: string;
  readonly share: number;
  readonly table: string;
  readonly light: number;
  readonly shade: number;
  readonly grain: number;
  readonly blur: number;
  readonly shake?: number;
  readonly screen?: boolean;
};

const usual: Kind = { print: 13, lines: 1, ink: '#222', share: 0.92, table: '#6b5b4a', light: 1, shade: 0.15, grain: 14, blur: 0.7 };

/** Photos a clerk reads without trouble. */
export const goodKinds: Readonly<Record<string, Kind>> = {
  'bright, fills the frame': usual,
  'on a dark table': { ...usual, share: 0.62, table: '#1d1712' },
  'on a white table': { ...usual, share: 0.7, table: '#e8e6e2' },
  'in a dim room': { ...usual, light: 0.5, grain: 26 },
  'half in shadow': { ...usual, shade: 0.6 },
  'a little soft': { ...usual, blur: 1.6 },
  'few lines on the sheet': { ...usual, lines: 0.18 },
  'few lines, dark table': { ...usual, lines: 0.18, share: 0.62, table: '#1d1712' },
  'pale print': { ...usual, ink: '#9a968f' },
  'small print': { ...usual, print: 9 },
  'large print': { ...usual, print: 26 },
  'a scan, no grain': { ...usual, share: 1, shade: 0, grain: 0, blur: 0 },
  'a dark screen': { ...usual, screen: true, share: 1, shade: 0, grain: 0, blur: 0 },
};

/** Photos nobody reads; the doubt each earns. */
export const badKinds: Readonly<Record<string, Kind & { readonly doubt: string }>> = {
  'out of focus': { ...usual, blur: 6, doubt: 'photo_blurred' },
  'out of focus, grainy': { ...usual, blur: 6, light: 0.6, grain: 34, doubt: 'photo_blurred' },
  'out of focus, dark table': { ...usual, blur: 6, share: 0.62, table: '#1d1712', doubt: 'photo_blurred' },
  'out of focus, white table': { ...usual, blur: 6, share: 0.7, table: '#e8e6e2', doubt: 'photo_blurred' },
  shaken: { ...usual, shake: 28, doubt: 'photo_blurred' },
  'few lines, out of focus': { ...usual, lines: 0.18, blur: 7, doubt: 'photo_blurred' },
  'at night': { ...usual, light: 0.14, grain: 30, doubt: 'photo_too_dark' },
  'at night, dark table': { ...usual, light: 0.16, grain: 30, share: 0.62, table: '#1d1712', doubt: 'photo_too_dark' },
  'of a table only': { ...usual, lines: 0, share: 0, table: '#b9b2a8', shade: 0, grain: 4, doubt: 'photo_blank' },
};

const random = (seed: number): (() => number) => {
  let state = (seed * 2654435761 + 97) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
};

/** Letter-like strokes in words and lines, with a red seal. */
const sheet = ({ width, height }: Frame, kind: Kind, next: () => number): Buffer => {
  const letter = (kind.print / 1000) * height;
  const strokes: string[] = [];
  for (let y = height * 0.07; y < height * (0.07 + 0.86 * kind.lines); y += letter * 1.9)
    for (let x = width * 0.08; x < width * 0.92; x += letter * (0.45 + next() * 0.25)) {
      if (next() < 0.16) continue;
      strokes.push(`M${x.toFixed(1)} ${y.toFixed(1)}v${letter.toFixed(1)}`, `M${x.toFixed(1)} ${(y + letter * next()).toFixed(1)}h${(letter * 0.4).toFixed(1)}`);
    }
  const [paper, ink] = kind.screen === true ? ['#15171a', '#d7dade'] : ['#f1eee7', kind.ink];
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${paper}"/><path d="${strokes.join('')}" stroke="${ink}" stroke-width="${(letter * 0.13).toFixed(2)}" fill="none"/>` +
      `<circle cx="${width * 0.76}" cy="${height * 0.86}" r="${height * 0.05}" fill="none" stroke="#b03a3a" stroke-width="${height * 0.005}"/></svg>`,
  );
};

/** Photo `n` of a kind, as JPEG. */
export const paperPhoto = async (kind: Kind, n: number): Promise<Buffer> => {
  const next = random(n * 101 + 13);
  const frame = n % 3 === 0 ? { width: 1_600, height: 1_200 } : { width: 1_200, height: 1_600 };
  let photo: Sharp = sharp({ create: { ...frame, channels: 3, background: kind.table } });
  if (kind.share > 0) {
    const size = { width: Math.round(frame.width * kind.share), height: Math.round(frame.height * kind.share) };
    const turned = await sharp(sheet(size, kind, next))
      .rotate(kind.share === 1 ? 0 : (next() - 0.5) * 8, { background: kind.table })
      .png()
      .toBuffer();
    const fits = await sharp(turned)
      .resize({ ...frame, fit: 'inside', withoutEnlargement: true })
      .toBuffer({ resolveWithObject: true });
    const at = { left: Math.floor((frame.width - fits.info.width) * next()), top: Math.floor((frame.height - fits.info.height) * next()) };
    photo = sharp(
      await photo
        .composite([{ input: fits.data, ...at }])
        .png()
        .toBuffer(),
    );
  }
  const light = `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}"><defs><linearGradient id="g" x1="${next()}" y1="0" x2="${next()}" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="${kind.shade}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  const lit = sharp(
    await photo
      .composite([{ input: Buffer.from(light) }])
      .removeAlpha()
      .png()
      .toBuffer(),
  ).linear(kind.light, 0);
  const soft = kind.blur > 0 ? lit.blur(kind.blur) : lit;
  const shaken = kind.shake === undefined ? soft : sharp(await soft.png().toBuffer()).convolve(smear(kind.shake));
  const { data } = await shaken.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  if (kind.grain > 0) for (let i = 0; i < data.length; i += 1) data[i] = Math.max(0, Math.min(255, (data[i] ?? 0) + (next() - 0.5) * kind.grain));
  return sharp(data, { raw: { ...frame, channels: 3 } })
    .jpeg({ quality: 78 })
    .toBuffer();
};

/** A hand that moved aslant while the shutter was open. */
const smear = (length: number): { width: number; height: number; kernel: number[] } => {
  const kernel = Array.from({ length: length * length }, (_, i) => (i % length === Math.floor(i / length) ? 1 : 0));
  return { width: length, height: length, kernel };
};
