/** Owns making one PDF from a frozen record and the pages of its exhibits. Writes nothing anywhere; the bytes are the answer. */
import { createHash } from 'node:crypto';
import QRCode from 'qrcode';
import { type Limits, type Send, setInChild } from './child.js';
import { boxFor, pictureSize } from './pictures.js';
import { type Part, type Plan, planFor } from './plan.js';
import type { DossierRecord } from './record.js';
import { recordSchema } from './record.js';
import type { ExhibitPage } from './volumes.js';

/** The pages of a stored file, in order, as upright JPEG or PNG pictures. */
export type ExhibitBytes = (sha256: string) => Promise<readonly Buffer[]>;

export type PdfOptions = Partial<Limits> & { readonly part?: Part; readonly templates?: string };

/** `exhibits`: physical pages (from 1) of each exhibit in this PDF. `replaced`: characters the fonts could not draw, printed as □. */
export type MadePdf = {
  readonly pdf: Buffer;
  readonly sha256: string;
  readonly pages: number;
  readonly exhibits: readonly { readonly number: number; readonly from: number; readonly to: number }[];
  /** Bytes of each picture placed, in order. */
  readonly pictureBytes: readonly number[];
  readonly replaced: number;
};

/** Ten thousand people may ask at once; each child needs a core and some hundred megabytes. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes the PDF/A-2a. The same record and pictures give the same bytes. Throws, naming the record and the file, when a picture
 * is missing, damaged or more or fewer than the record says (received = stored = printed), and when typesetting fails.
 */
export const makePdf = async (record: DossierRecord, exhibitBytes: ExhibitBytes, options: PdfOptions = {}): Promise<MadePdf> => {
  const frozen = recordSchema.parse(record);
  const svg = await QRCode.toString(frozen.downloadUrl, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
  const { plan, source, replaced } = planFor(frozen, options.part ?? { kind: 'whole' }, svg);
  const limits = { timeoutMs: options.timeoutMs ?? 60_000, memoryMb: options.memoryMb ?? 1024 };
  const pictureBytes: number[] = [];
  await turn();
  try {
    const feed = (send: Send): Promise<void> => sendAll(frozen, plan, source, exhibitBytes, send, pictureBytes);
    const { pdf, pages, places } = await setInChild(`dossier ${frozen.reference}`, createdAt(frozen), limits, feed, options.templates);
    const exhibits = [...new Set(source.map((page) => page.exhibit))].map((number) => ({
      number,
      from: placed(places, `exhibit-${number}`),
      to: placed(places, `exhibit-${number}-end`),
    }));
    return { pdf, sha256: createHash('sha256').update(pdf).digest('hex'), pages, exhibits, pictureBytes, replaced };
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
};

const turn = async (): Promise<void> => {
  while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
};

const createdAt = (record: DossierRecord): number => {
  const seconds = Math.floor(Date.parse(record.preparedAt) / 1000);
  if (Number.isNaN(seconds)) throw new Error(`dossier ${record.reference}: preparedAt is not an instant, freeze the record again`);
  return seconds;
};

const placed = (places: ReadonlyMap<string, number>, id: string): number => {
  const page = places.get(id);
  if (page === undefined) throw new Error(`the templates lost ${id}: every exhibit page must mark its place`);
  return page;
};

/** One file's pages at a time, so that a large dossier never lies whole in this process. */
const sendAll = async (record: DossierRecord, plan: Plan, source: readonly ExhibitPage[], exhibitBytes: ExhibitBytes, send: Send, sizes: number[]): Promise<void> => {
  const boxes: { width: number; height: number; wide: boolean }[] = [];
  let open: { readonly sha256: string; readonly pages: readonly Buffer[] } | undefined;
  for (const page of source) {
    const where = `dossier ${record.reference}, exhibit ${page.exhibit} page ${page.page}`;
    if (open?.sha256 !== page.sha256) open = { sha256: page.sha256, pages: await exhibitBytes(page.sha256) };
    const picture = open.pages[page.filePage];
    if (picture === undefined || open.pages.length !== page.filePages)
      throw new Error(`${where}: the stored file has ${open.pages.length} pages, the record says ${page.filePages}; freeze the record again`);
    boxes.push(boxFor(pictureSize(picture, where)));
    sizes.push(picture.length);
    await send(picture);
  }
  await send(Buffer.from(JSON.stringify({ ...plan, pictures: plan.pictures.map((one, i) => ({ ...one, ...boxes[i] })) })));
};
