/** Owns making a sender's file name safe to store, print and offer for download. */
import type { Sniffed } from './sniff.js';

const longest = 100;
const sameKind: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpg', 'jpeg'],
  heic: ['heic', 'heif'],
  tif: ['tif', 'tiff'],
  m4a: ['m4a', 'mp4', 'aac'],
  ogg: ['ogg', 'oga', 'opus'],
  opus: ['opus', 'ogg', 'oga'],
  apng: ['png', 'apng'],
};

/** `'C:\\x\\Giấy ra trại.docx'` holding a JPEG → `'Giấy ra trại.docx.jpg'`; nothing usable → `'photo.jpg'`. */
export const cleanName = (given: string | undefined, { kind, extension }: Pick<Sniffed, 'kind' | 'extension'>): string => {
  const last = (given ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Control and format characters: a right-to-left mark can make "fdp.exe" read "exe.pdf".
  const plain = last
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (plain === '') return `${kind === 'heic' ? 'photo' : kind}.${extension}`;
  const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(plain)?.[1]?.toLowerCase();
  const fits = ending !== undefined && (sameKind[extension] ?? [extension]).includes(ending);
  const stem = [...(fits ? plain.slice(0, plain.lastIndexOf('.')) : plain)].slice(0, longest).join('');
  return `${stem}.${fits ? ending : extension}`;
};
