/** Owns how a dossier is cut to fit agencies' mailboxes. Does not send, and does not write the mail's words. */
import { fileName } from './file-name.js';
import { dossierJson } from './json.js';
import { type ExhibitBytes, type MadePdf, makePdf, type PdfOptions } from './make-pdf.js';
import type { DossierRecord } from './record.js';
import { exhibitPages, planVolumes, type Volume } from './volumes.js';

export type MailPart = { readonly name: string; readonly mime: 'application/pdf' | 'application/json'; readonly bytes: Buffer };

/**
 * Each message is a list of attachments that together fit one mail.
 * `one`: everything in one mail. `several`: main part and JSON first, then one volume of exhibits per mail.
 * `link`: only the main part and JSON can be mailed (`messages` has them, or is empty), the exhibits by the download link.
 */
export type MailParts = { readonly way: 'one' | 'several' | 'link'; readonly messages: readonly (readonly MailPart[])[] };

export type MailOptions = { readonly limitBytes?: number; readonly mostMessages?: number } & Pick<PdfOptions, 'timeoutMs' | 'memoryMb' | 'templates'>;

/** A mail grows by base64 (4 bytes for 3) and its line ends; 64 KB are left for headers and text. */
const ENCODED = (4 / 3) * (78 / 76);
const roomIn = (limitBytes: number): number => Math.floor((limitBytes - 65_536) / ENCODED);
/** Cover, fonts and tags of a volume; measured 40–60 KB, plus about 1.5 KB of structure per page. */
const VOLUME_BYTES = 120_000;
const PAGE_BYTES = 2_500;

/** `whole`: the PDF already made from this record. Default limit 20 MB a mail, at most 6 mails; beyond that the link carries the exhibits. */
export const splitForMail = async (record: DossierRecord, whole: MadePdf, exhibitBytes: ExhibitBytes, options: MailOptions = {}): Promise<MailParts> => {
  const room = roomIn(options.limitBytes ?? 20_000_000);
  const json: MailPart = { name: fileName(record, { kind: 'whole' }, 'json'), mime: 'application/json', bytes: Buffer.from(dossierJson(record, whole)) };
  const pdf: MailPart = { name: fileName(record), mime: 'application/pdf', bytes: whole.pdf };
  if (fits([pdf, json], room)) return { way: 'one', messages: [[pdf, json]] };

  const volumes = planVolumes(
    exhibitPages(record),
    whole.pictureBytes.map((bytes) => bytes + PAGE_BYTES),
    room - VOLUME_BYTES,
  );
  if (volumes === undefined || volumes.length === 0 || volumes.length + 1 > (options.mostMessages ?? 6)) return linkOnly(record, json, exhibitBytes, room, options);

  const main = await part(record, exhibitBytes, { kind: 'main', volumes }, options);
  const rest: MailPart[] = [];
  for (const [i] of volumes.entries()) rest.push(await part(record, exhibitBytes, { kind: 'volume', volumes, number: i + 1 }, options));
  const messages = [[main, json], ...rest.map((one) => [one])];
  return messages.every((message) => fits(message, room)) ? { way: 'several', messages } : linkOnly(record, json, exhibitBytes, room, options);
};

const fits = (parts: readonly MailPart[], room: number): boolean => parts.reduce((sum, one) => sum + one.bytes.length, 0) <= room;

type Cut = { readonly kind: 'main'; readonly volumes: readonly Volume[] } | { readonly kind: 'volume'; readonly volumes: readonly Volume[]; readonly number: number };

const part = async (record: DossierRecord, exhibitBytes: ExhibitBytes, cut: Cut, options: MailOptions): Promise<MailPart> => {
  const made = await makePdf(record, exhibitBytes, { ...limitsOf(options), part: cut });
  return { name: fileName(record, cut), mime: 'application/pdf', bytes: made.pdf };
};

const limitsOf = ({ timeoutMs, memoryMb, templates }: MailOptions): PdfOptions => ({
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
  ...(memoryMb === undefined ? {} : { memoryMb }),
  ...(templates === undefined ? {} : { templates }),
});

/** The main part still says what is claimed; its index sends the reader to the link for the exhibits. */
const linkOnly = async (record: DossierRecord, json: MailPart, exhibitBytes: ExhibitBytes, room: number, options: MailOptions): Promise<MailParts> => {
  const main = await part(record, exhibitBytes, { kind: 'main', volumes: [] }, options);
  return { way: 'link', messages: fits([main, json], room) ? [[main, json]] : [] };
};
