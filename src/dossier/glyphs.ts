/**
 * Owns which characters the fonts can draw. A character they lack makes the PDF/A export fail, so people's text is made
 * printable first: what cannot be drawn becomes one □ per character seen, never silently nothing.
 */

/** Stands for a character that cannot be drawn; all four faces of Tinos have it (tested). */
export const MISSING = '□';

const segments = new Intl.Segmenter('vi', { granularity: 'grapheme' });
/** Characters that draw nothing: variation selectors, joiners, zero-width marks, direction marks. */
const INVISIBLE = /\u034f|[\ufe00-\ufe0f]|[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u200d/gu;
/** A run this long without a place to break would leave the page; a zero-width space gives it one. */
const LONG = /[^\s\u200b/-]{34}(?=[^\s\u200b])/gu;

export type Printable = { readonly text: string; readonly replaced: number };

/** Text that every face can draw, in NFC, with places to break very long words. */
export const printable = (text: string, covered: ReadonlySet<number>): Printable => {
  let replaced = 0;
  const drawn = (cluster: string): string => {
    if (cluster === '\n' || cluster === ' ') return cluster;
    const visible = cluster.replace(INVISIBLE, '');
    if ([...visible].every((character) => covered.has(character.codePointAt(0) ?? 0))) return visible;
    replaced += 1;
    return MISSING;
  };
  const kept = Array.from(segments.segment(text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ')), ({ segment }) => drawn(segment)).join('');
  return { text: kept.replace(LONG, (run) => `${run}\u200b`), replaced };
};

/** The code points a TrueType file has a glyph for, read from its `cmap` (formats 4 and 12). */
const codePointsOf = (font: Buffer): ReadonlySet<number> => {
  const cmap = tableOf(font, 'cmap');
  const found = new Set<number>();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const table = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4);
    const format = font.readUInt16BE(table);
    if (format === 4) readFormat4(font, table, found);
    if (format === 12) readFormat12(font, table, found);
  }
  return found;
};

/** What every face can draw. */
export const commonCodePoints = (fonts: readonly Buffer[]): ReadonlySet<number> => {
  const [first = new Set<number>(), ...rest] = fonts.map(codePointsOf);
  return new Set([...first].filter((point) => rest.every((face) => face.has(point))));
};

const tableOf = (font: Buffer, name: string): number => {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + i * 16;
    if (font.toString('latin1', entry, entry + 4) === name) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`font without a ${name} table: check @expo-google-fonts/tinos`);
};

const readFormat4 = (font: Buffer, table: number, found: Set<number>): void => {
  const count = font.readUInt16BE(table + 6) / 2;
  const at = (column: number, i: number): number => table + 14 + column * count * 2 + (column > 0 ? 2 : 0) + i * 2;
  for (let i = 0; i < count; i++) {
    const end = font.readUInt16BE(at(0, i));
    const start = font.readUInt16BE(at(1, i));
    const delta = font.readUInt16BE(at(2, i));
    const offset = font.readUInt16BE(at(3, i));
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const raw = offset === 0 ? point : font.readUInt16BE(at(3, i) + offset + (point - start) * 2);
      if (raw !== 0 && ((raw + delta) & 0xffff) !== 0) found.add(point);
    }
  }
};

const readFormat12 = (font: Buffer, table: number, found: Set<number>): void => {
  for (let i = 0; i < font.readUInt32BE(table + 12); i++) {
    const group = table + 16 + i * 12;
    for (let point = font.readUInt32BE(group); point <= font.readUInt32BE(group + 4); point++) found.add(point);
  }
};
