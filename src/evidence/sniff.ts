/** Owns telling what a file is by its content, never by its name. Does not open it. */
import { fileTypeFromBuffer } from 'file-type';
import { ok, type Result, refused } from '../basics/index.js';
import { isSoundOnly } from './mp4.js';
import type { FileRefusal } from './refusals.js';

export type Sniffed = { readonly kind: 'photo' | 'heic' | 'pdf' | 'audio'; readonly mime: string; readonly extension: string };

/** Enough for every signature, little enough that no parser can be kept busy. */
const headLength = 256 * 1024;
const pdfHeaderWithin = 1024;

/** What the file is, or why we do not take its kind. A head of 4 KB is enough to know the family of most. */
export const sniff = async (bytes: Uint8Array): Promise<Result<Sniffed, FileRefusal>> => {
  const head = bytes.subarray(0, headLength);
  const text = Buffer.from(head.subarray(0, 4096)).toString('latin1');
  if (isHtml(text)) return refused('file_is_html');
  const type = await fileTypeFromBuffer(head);
  if (type === undefined) return unnamed(text);
  const { mime, ext } = type;
  const essence = mime.split(';')[0] ?? mime;
  if (essence === 'application/pdf') return ok(pdf);
  if (essence === 'image/heic' || essence === 'image/heif') return ok({ kind: 'heic', mime: essence, extension: 'heic' });
  if (photos.has(essence)) return ok({ kind: 'photo', mime: essence, extension: ext });
  if (sounds.has(essence)) return ok(sound(sounds.get(essence) ?? essence, ext));
  // Phones record speech into an MP4 that holds no picture.
  if (maybeSound.has(essence)) return isSoundOnly(bytes) ? ok(sound('audio/mp4', 'm4a')) : refused('video_not_supported');
  return refused(codeFor(essence, bytes));
};

/** What file-type does not know and its reader does. */
const unnamed = (text: string): Result<Sniffed, FileRefusal> => {
  // Scanners and mail gateways put lines before the header.
  if (text.slice(0, pdfHeaderWithin).includes('%PDF-')) return ok(pdf);
  // A large cover picture hides the first sound frame from the head.
  if (text.startsWith('ID3')) return ok(sound('audio/mpeg', 'mp3'));
  return refused('file_type_unsupported');
};

const pdf: Sniffed = { kind: 'pdf', mime: 'application/pdf', extension: 'pdf' };
const sound = (mime: string, extension: string): Sniffed => ({ kind: 'audio', mime, extension });

const photos = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif', 'image/apng']);
/** As file-type calls it → as the world calls it. */
const sounds = new Map([
  ['audio/mpeg', 'audio/mpeg'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/mp4', 'audio/mp4'],
  ['audio/aac', 'audio/aac'],
  ['audio/ogg', 'audio/ogg'],
  ['audio/opus', 'audio/ogg'],
  ['audio/wav', 'audio/wav'],
  ['audio/vnd.wave', 'audio/wav'],
  ['audio/amr', 'audio/amr'],
]);
const maybeSound = new Set(['video/mp4', 'video/3gpp', 'video/quicktime', 'video/x-m4v', 'video/3gpp2']);

const codeFor = (mime: string, bytes: Uint8Array): FileRefusal => {
  if (office.test(mime)) return 'office_not_supported';
  if (mime === 'application/zip') return holdsOffice(bytes) ? 'office_not_supported' : 'zip_not_supported';
  if (packed.test(mime)) return 'zip_not_supported';
  if (mime.startsWith('video/')) return 'video_not_supported';
  if (mime.startsWith('image/') && mime !== 'image/svg+xml') return 'image_kind_unsupported';
  return 'file_type_unsupported';
};

const office = /officedocument|opendocument|msword|ms-excel|ms-powerpoint|ms-word|x-cfb|rtf|x-apple-(pages|numbers|keynote)|iwork/;
const packed = /zip|rar|7z|x-tar|x-xz|x-bzip2|x-compress|zstd|lz4|x-lzip|x-arj|lha|vnd\.ms-cab|cpio/;
/** Word, Excel and PowerPoint files are ZIPs; some writers put the tell-tale entry last. */
const holdsOffice = (bytes: Uint8Array): boolean => {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ['word/document.xml', 'xl/workbook.xml', 'ppt/presentation.xml'].some((entry) => all.includes(entry));
};

/** A download page or a log-in page saved under the paper's name. */
const isHtml = (text: string): boolean => {
  const start = text
    .slice(0, 1024)
    .replace(/^\xEF\xBB\xBF/, '')
    .trimStart()
    .toLowerCase();
  return start.startsWith('<!doctype html') || (start.startsWith('<') && /<(html|head|body)[\s>]/.test(start));
};
