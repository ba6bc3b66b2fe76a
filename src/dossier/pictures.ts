/** Owns what may be placed as an exhibit page: whole JPEG or PNG bytes in grey or RGB, upright already, and the box each gets on A4. */

export type PictureSize = { readonly kind: 'jpeg' | 'png'; readonly width: number; readonly height: number };

/** Millimetres on the page. `wide`: the sheet is turned, so that a wide paper stays readable. */
export type Box = { readonly width: number; readonly height: number; readonly wide: boolean };

/** A4 less the margins (30 left, 15 right, 20 top and bottom) and 19 mm for the stamp line, with a little to spare. */
const ROOM = { upright: { width: 165, height: 236 }, wide: { width: 247, height: 149 } } as const;
const WIDE_FROM = 1.25;
/** Never enlarge beyond 72 dots per inch: a small picture stays small and sharp. */
const MM_PER_DOT = 25.4 / 72;

/** Reads the size from the header. Throws on another format, a file cut short or CMYK: each would spoil the PDF/A silently or late. */
export const pictureSize = (bytes: Buffer, where: string): PictureSize => {
  if (bytes.length > 32 && bytes.readUInt32BE(0) === 0x89504e47) return pngSize(bytes, where);
  if (bytes.length > 32 && bytes.readUInt16BE(0) === 0xffd8) return jpegSize(bytes, where);
  throw new Error(`${where}: not a JPEG or PNG picture, convert it on arrival`);
};

export const boxFor = (size: PictureSize): Box => {
  const wide = size.width / size.height >= WIDE_FROM;
  const room = wide ? ROOM.wide : ROOM.upright;
  const scale = Math.min(room.width / size.width, room.height / size.height, MM_PER_DOT);
  return { width: round(size.width * scale), height: round(size.height * scale), wide };
};

const round = (mm: number): number => Math.floor(mm * 100) / 100;

const pngSize = (bytes: Buffer, where: string): PictureSize => {
  if (bytes.toString('latin1', bytes.length - 8, bytes.length - 4) !== 'IEND') throw new Error(`${where}: PNG cut short, ask for it again`);
  return sized('png', bytes.readUInt32BE(16), bytes.readUInt32BE(20), where);
};

const jpegSize = (bytes: Buffer, where: string): PictureSize => {
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < bytes.length - 64) throw new Error(`${where}: JPEG cut short, ask for it again`);
  let at = 2;
  while (at + 9 < bytes.length) {
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xff00) break;
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) {
      if (bytes.readUInt8(at + 9) === 4) throw new Error(`${where}: CMYK JPEG, convert it to RGB on arrival`);
      return sized('jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5), where);
    }
    at += marker === 0xffff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  throw new Error(`${where}: JPEG without a frame header, ask for it again`);
};

const sized = (kind: PictureSize['kind'], width: number, height: number, where: string): PictureSize => {
  if (width < 1 || height < 1 || width * height > 60_000_000) throw new Error(`${where}: ${width}×${height} dots cannot be printed, scale it on arrival`);
  return { kind, width, height };
};
