/** Owns the files people and attackers send, made at run time, each with what must be decided about it. Nothing large is kept in the repository. */
import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { encryptedPdf, pdfOf, printedPage } from './pdfs.js';
import { printedPaper } from './pictures.js';

/** `expect`: a refusal code, or the kind it is accepted as. */
export type HostileFile = { readonly name: string; readonly expect: string; readonly make: () => Promise<Uint8Array> };

const text = (words: string) => async (): Promise<Buffer> => Buffer.from(words);
const jpeg = async (): Promise<Buffer> => printedPaper().jpeg().toBuffer();
const onePage = (): Buffer => pdfOf([printedPage('Quyet dinh')]);
const heic = async (): Promise<Buffer> => readFile(new URL('../evidence/fixtures/document.heic', import.meta.url));
/** A PNG of `side` × `side` black pixels: a few kilobytes that unfold to hundreds of megapixels. */
const bomb = (side: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngPart('IHDR', header), pngPart('IDAT', rows), pngPart('IEND', Buffer.alloc(0))]);
};

const pngPart = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};

/** A ZIP of stored entries; enough for a reader of names. */
export const zipOf = (entries: Readonly<Record<string, string>>): Buffer => {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, body] of Object.entries(entries)) {
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(Buffer.from(body)), 0);
    sizes.writeUInt32LE(body.length, 4);
    sizes.writeUInt32LE(body.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const local = Buffer.concat([Buffer.from('504b03041400000000000000', 'hex'), Buffer.alloc(2), sizes, Buffer.from(name + body)]);
    const offset = Buffer.alloc(4);
    offset.writeUInt32LE(at);
    central.push(Buffer.concat([Buffer.from('504b010214001400000000000000', 'hex'), Buffer.alloc(2), sizes, Buffer.alloc(10), offset, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
};

const crc32 = (bytes: Buffer): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const docx = (): Buffer =>
  zipOf({
    '[Content_Types].xml':
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    'word/document.xml': '<w:document/>',
  });

/** One second of silence, 8 kHz, 16 bit. */
const wav = (): Buffer => {
  const head = Buffer.from('52494646a43e000057415645666d74201000000001000100401f0000803e00000200100064617461803e0000', 'hex');
  return Buffer.concat([head, Buffer.alloc(16_000)]);
};

const box = (type: string, ...bodies: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** An MP4 whose only track is `handler` (`soun` or `vide`), 90 seconds long, its table at the end as phones write it. */
export const mp4 = (handler: 'soun' | 'vide'): Buffer => {
  const movieHeader = Buffer.alloc(100);
  movieHeader.writeUInt32BE(1000, 12);
  movieHeader.writeUInt32BE(90_000, 16);
  const kind = Buffer.alloc(24);
  kind.write(handler, 8, 'latin1');
  const track = box('trak', box('mdia', box('hdlr', kind)));
  return Buffer.concat([box('ftyp', Buffer.from('mp42\0\0\0\0mp42isom', 'latin1')), box('mdat', Buffer.alloc(5_000, 1)), box('moov', box('mvhd', movieHeader), track)]);
};

const ogg = (): Buffer => {
  const page = (position: number, body: string): Buffer => {
    const head = Buffer.alloc(28);
    head.write('OggS', 'latin1');
    head.writeBigInt64LE(BigInt(position), 6);
    head[26] = 1;
    head[27] = body.length;
    return Buffer.concat([head, Buffer.from(body, 'latin1')]);
  };
  return Buffer.concat([page(0, 'OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0'), page(48_000 * 7, 'x'.repeat(200))]);
};

const bmp = (): Buffer => {
  const file = Buffer.alloc(54 + 300);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  return file;
};

export const hostileFiles: readonly HostileFile[] = [
  { name: 'empty.jpg', expect: 'file_empty', make: text('') },
  { name: 'page.jpg', expect: 'file_is_html', make: text('<!DOCTYPE html><html><body>Please log in</body></html>') },
  { name: 'xhtml.pdf', expect: 'file_is_html', make: text('\uFEFF<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>') },
  { name: 'drawing.svg', expect: 'file_type_unsupported', make: text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>') },
  { name: 'drawing-xml.jpg', expect: 'file_type_unsupported', make: text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>') },
  { name: 'note.pdf', expect: 'file_type_unsupported', make: text('Toi bi bat oan ngay 12/3/2024') },
  { name: 'zeros.jpg', expect: 'file_type_unsupported', make: async () => Buffer.alloc(100_000) },
  { name: 'program.jpg', expect: 'file_type_unsupported', make: async () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5_000, 3)]) },
  { name: 'papers.zip', expect: 'zip_not_supported', make: async () => zipOf({ 'a.jpg': 'x', 'b.jpg': 'y' }) },
  { name: 'papers.rar', expect: 'zip_not_supported', make: async () => Buffer.concat([Buffer.from('526172211a0700', 'hex'), Buffer.alloc(500)]) },
  { name: 'don.docx', expect: 'office_not_supported', make: async () => docx() },
  { name: 'don-renamed.pdf', expect: 'office_not_supported', make: async () => docx() },
  { name: 'old.doc', expect: 'office_not_supported', make: async () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_000)]) },
  { name: 'letter.rtf', expect: 'office_not_supported', make: text(String.raw`{\rtf1\ansi Kinh gui}`) },
  { name: 'film.mp4', expect: 'video_not_supported', make: async () => mp4('vide') },
  { name: 'scan.bmp', expect: 'image_kind_unsupported', make: async () => bmp() },
  { name: 'bomb.png', expect: 'image_too_large_pixels', make: async () => bomb(15_000) },
  { name: 'cut.jpg', expect: 'image_broken', make: async () => (await jpeg()).subarray(0, 60_000) },
  { name: 'cut-in-head.jpg', expect: 'image_broken', make: async () => (await jpeg()).subarray(0, 300) },
  { name: 'cut.png', expect: 'image_broken', make: async () => (await printedPaper().png().toBuffer()).subarray(0, 30_000) },
  { name: 'cut.webp', expect: 'image_broken', make: async () => (await printedPaper().webp().toBuffer()).subarray(0, 20_000) },
  { name: 'noise-with-jpeg-head.jpg', expect: 'image_broken', make: async () => Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(9_000, 0x5a)]) },
  { name: 'cut.heic', expect: 'heic_broken', make: async () => (await heic()).subarray(0, 6_000) },
  { name: 'spoilt.heic', expect: 'heic_broken', make: async () => Buffer.concat([(await heic()).subarray(0, 60), Buffer.alloc(9_000, 0xa5)]) },
  { name: 'locked.pdf', expect: 'pdf_password', make: async () => encryptedPdf(onePage(), 'mat-khau') },
  { name: 'cut.pdf', expect: 'pdf_broken', make: async () => onePage().subarray(0, 40) },
  { name: 'only-the-head.pdf', expect: 'pdf_broken', make: text('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n') },
  { name: 'page-is-lost.pdf', expect: 'pdf_broken', make: async () => Buffer.from(onePage().toString('latin1').replace('/Kids [4 0 R]', '/Kids [9 0 R]'), 'latin1') },
  { name: 'no-pages.pdf', expect: 'pdf_no_pages', make: async () => pdfOf([]) },
  { name: 'blank.pdf', expect: 'pdf_blank', make: async () => pdfOf(['']) },
  { name: 'all-blank.pdf', expect: 'pdf_blank', make: async () => pdfOf(['', '']) },
  { name: 'too-many.pdf', expect: 'pdf_too_many_pages', make: async () => pdfOf(Array.from({ length: 201 }, () => printedPage('x'))) },
  { name: 'photo.jpg', expect: 'photo', make: jpeg },
  { name: 'named-pdf.pdf', expect: 'photo', make: jpeg },
  { name: 'trailing-junk.jpg', expect: 'photo', make: async () => Buffer.concat([await jpeg(), Buffer.alloc(5_000, 7)]) },
  {
    name: 'see-through.png',
    expect: 'photo',
    make: async () =>
      sharp({ create: { width: 800, height: 800, channels: 4, background: '#00000000' } })
        .png()
        .toBuffer(),
  },
  { name: 'photo.webp', expect: 'photo', make: async () => printedPaper().webp().toBuffer() },
  { name: 'moving.gif', expect: 'photo', make: async () => printedPaper(600, 800).gif().toBuffer() },
  { name: 'fax.tiff', expect: 'photo', make: async () => printedPaper().tiff().toBuffer() },
  { name: 'print.jpg', expect: 'photo', make: async () => printedPaper().toColourspace('cmyk').jpeg().toBuffer() },
  { name: 'deep.png', expect: 'photo', make: async () => printedPaper(700, 900).toColourspace('rgb16').png().toBuffer() },
  { name: 'IMG_0001.HEIC', expect: 'photo', make: heic },
  { name: 'heic-named.jpg', expect: 'photo', make: heic },
  { name: 'fine.pdf', expect: 'pdf', make: async () => onePage() },
  { name: 'print-forbidden.pdf', expect: 'pdf', make: async () => encryptedPdf(onePage(), '') },
  { name: 'junk-before.pdf', expect: 'pdf', make: async () => Buffer.concat([Buffer.alloc(900, 0x20), onePage()]) },
  { name: 'no-end.pdf', expect: 'pdf', make: async () => onePage().subarray(0, -7) },
  { name: 'one-blank-of-two.pdf', expect: 'pdf', make: async () => pdfOf([printedPage('1'), '']) },
  { name: 'endless.pdf', expect: 'pdf', make: async () => pdfOf([printedPage('1')], [612, 14_400]) },
  { name: 'huge-sheet.pdf', expect: 'pdf', make: async () => pdfOf([printedPage('1')], [14_400, 14_400]) },
  { name: 'voice.ogg', expect: 'audio', make: async () => ogg() },
  { name: 'voice.mp4', expect: 'audio', make: async () => mp4('soun') },
  { name: 'voice.wav', expect: 'audio', make: async () => wav() },
  { name: 'voice.amr', expect: 'audio', make: async () => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(3_200, 0x3c)]) },
  { name: 'voice.mp3', expect: 'audio', make: async () => Buffer.concat([Buffer.from('ID3\x03\0\0\0\x7f\x7f\x7f', 'latin1'), Buffer.alloc(400_000, 1)]) },
];
