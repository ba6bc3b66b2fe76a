/**
 * Owns the verdict on a file and its pages: look at it, keep the original, keep each page as a picture ready for the dossier.
 * Knows no case, no database and no channel. Everything that parses a stranger's bytes runs in `workshop.ts`, a child process.
 */
import { pathToFileURL } from 'node:url';
import { ok, type Result, refused } from '../basics/index.js';
import { programFile } from '../repository/index.js';
import { type ChildLimits, type Ended, runChild } from './child.js';
import { type Finding, readFinding } from './finding.js';
import { type Gate, gateFor } from './gate.js';
import type { Job } from './job.js';
import { defaultLimits, type Limits } from './limits.js';
import { cleanName } from './name.js';
import { bytesFor, readAll, type Source } from './read-all.js';
import type { FileRefusal, PhotoDoubt } from './refusals.js';
import { type Sniffed, sniff } from './sniff.js';
import { secondsOf } from './sound.js';
import { keepReady } from './spare.js';
import type { FileStore } from './store.js';

/** A page as stored: JPEG without metadata. `blank`: pure white, worth asking about. */
export type StoredPage = { readonly sha256: string; readonly width: number; readonly height: number; readonly blank?: true };

/**
 * A file that was accepted and kept.
 * `{"sha256":"9f…","mime":"image/jpeg","size":3211650,"name":"giay-ra-trai.jpg","kind":"photo","prepared":true,"pages":[{"sha256":"41…","width":1200,"height":1600}],"readable":{"ok":true}}`
 */
export type TakenIn = {
  /** Of the original bytes. */
  readonly sha256: string;
  readonly mime: string;
  /** Bytes of the original. */
  readonly size: number;
  /** As the sender called it, made safe; with the extension of what it really is. */
  readonly name: string;
  readonly kind: 'photo' | 'pdf' | 'audio';
  /** False: `prepare` must still make the pages (every PDF and HEIC, and a photo that needed longer than the verdict may take). */
  readonly prepared: boolean;
  /** Empty until prepared, and for recordings. */
  readonly pages: readonly StoredPage[];
  /** Of a PDF, as soon as it has been looked at. */
  readonly pageCount?: number;
  /** Of a single photo: whether a clerk could read it. Kept either way; `why` is the code of what to ask for. */
  readonly readable?: { readonly ok: true } | { readonly ok: false; readonly why: PhotoDoubt };
  /** Of a recording whose header says so. */
  readonly seconds?: number;
};

export type Tools = { readonly store: FileStore; readonly limits?: Partial<Limits> };

/** Two verdicts and one preparation at a time in this process: at most three children, so memory has a bound and looks never wait for long PDFs. */
const verdicts: Gate = gateFor(2);
const preparations: Gate = gateFor(1);
const workshop = pathToFileURL(programFile('src/evidence/workshop'));

/** Decides on a file within about two seconds after its last byte and keeps it when accepted. Refusals keep nothing. */
export const takeIn = async (source: Source, about: { readonly name?: string }, tools: Tools): Promise<Result<TakenIn, FileRefusal>> => {
  const limits = { ...defaultLimits, ...tools.limits };
  // Starts while the bytes still arrive.
  keepReady(workshop, limits.memoryMb);
  const read = await readAll(source, limits);
  if (!read.ok) return read;
  const bytes = read.value;
  if (bytes.byteLength === 0) return refused('file_empty');
  const giveUp = AbortSignal.timeout(limits.verdictMs);
  const sniffed = await sniff(bytes);
  if (!sniffed.ok) return sniffed;
  if (bytes.byteLength > bytesFor(sniffed.value.kind, limits)) return refused('file_too_big');
  const looked = await look(bytes, sniffed.value, { store: tools.store, limits, giveUp });
  if (!looked.ok) return looked;
  const kept = await tools.store.put(bytes);
  return ok({ ...kept, ...looked.value, mime: sniffed.value.mime, name: cleanName(about.name, sniffed.value) });
};

/**
 * Makes the pages that `takeIn` left open and keeps them, one at a time. Doing it twice gives the same pages.
 * Refused now: the original stays in the store, so that a dossier can name it among what was left out; `store.remove` drops it.
 */
export const prepare = async (taken: TakenIn, tools: Tools): Promise<Result<TakenIn, FileRefusal>> => {
  if (taken.prepared) return ok(taken);
  const limits = { ...defaultLimits, ...tools.limits };
  const bytes = await tools.store.get(taken.sha256);
  const sniffed = await sniff(bytes);
  if (!sniffed.ok) return sniffed;
  const { kind } = sniffed.value;
  if (kind === 'audio') return ok({ ...taken, prepared: true });
  const job = jobFor(tasks[kind].pages, bytes, limits);
  const times = { stepMs: limits.pageMs, totalMs: limits.allPagesMs, memoryMb: limits.memoryMb };
  const made = await inWorkshop(job, tools.store, { gate: preparations, times });
  const code = made.refusal ?? blame(made.ended, kind);
  if (code !== undefined) return refused(code);
  return ok({ ...taken, ...pagesAsFound(made, kind) });
};

/**
 * What a QR code in a photo says, or undefined when none can be read. Reads what the case already holds; a photo that keeps the child busy too
 * long has no code. HEIC is read from its page, everything else from the original, which is larger.
 */
export const readCode = async (taken: Pick<TakenIn, 'sha256' | 'mime'> & { readonly pages: readonly string[] }, tools: Tools): Promise<string | undefined> => {
  if (!taken.mime.startsWith('image/')) return undefined;
  const limits = { ...defaultLimits, ...tools.limits };
  const [page] = taken.pages;
  const isHeic = /heic|heif/.test(taken.mime);
  const bytes = await tools.store.get(isHeic && page !== undefined ? page : taken.sha256);
  const times = { stepMs: limits.codeMs, totalMs: limits.codeMs, memoryMb: limits.memoryMb };
  return (await inWorkshop(jobFor('code', bytes, limits), tools.store, { gate: preparations, times })).code;
};

type Looked = Pick<TakenIn, 'kind' | 'prepared' | 'pages' | 'pageCount' | 'readable' | 'seconds'>;
type Looking = { readonly store: FileStore; readonly limits: Limits; readonly giveUp: AbortSignal };

const look = async (bytes: Uint8Array, { kind, mime }: Sniffed, { store, limits, giveUp }: Looking): Promise<Result<Looked, FileRefusal>> => {
  if (kind === 'audio') {
    const seconds = secondsOf(bytes, mime);
    return ok({ kind, prepared: true, pages: [], ...(seconds === undefined ? {} : { seconds }) });
  }
  // A photo may take all of the verdict's time and more; opening the others never takes long, and one that keeps us busy is refused.
  const stepMs = kind === 'photo' ? limits.verdictMs : limits.lookMs;
  const job = jobFor(tasks[kind].look, bytes, limits);
  const made = await inWorkshop(job, store, { gate: verdicts, times: { stepMs, totalMs: stepMs, memoryMb: limits.memoryMb }, signal: giveUp });
  if (made.refusal !== undefined) return refused(made.refusal);
  const later = { kind: kind === 'pdf' ? 'pdf' : 'photo', prepared: false, pages: [], ...(made.count === undefined ? {} : { pageCount: made.count }) } as const;
  if (made.ended === 'stopped' || (made.ended === 'too_long' && kind === 'photo')) return ok(later);
  const code = blame(made.ended, kind);
  if (code !== undefined) return refused(code);
  return ok(kind === 'photo' ? { kind, ...pagesAsFound(made, kind) } : later);
};

type Seen = Exclude<Sniffed['kind'], 'audio'>;

/** Photos are decoded at once, for it is quick and the only way to know that they are whole. */
const tasks = {
  photo: { look: 'photo', pages: 'photo' },
  heic: { look: 'heic_look', pages: 'heic_page' },
  pdf: { look: 'pdf_look', pages: 'pdf_pages' },
} as const satisfies Record<Seen, { readonly look: Job['task']; readonly pages: Job['task'] }>;

const jobFor = (task: Job['task'], bytes: Uint8Array, limits: Limits): Job => ({
  task,
  bytes,
  pixels: task === 'photo' ? limits.pixels : limits.heicPixels,
  pages: limits.pdfPages,
});

type Made = {
  readonly ended: Ended;
  readonly pages: readonly StoredPage[];
  readonly refusal?: FileRefusal;
  readonly count?: number;
  readonly doubt?: PhotoDoubt;
  readonly code?: string;
};
type Working = { readonly gate: Gate; readonly times: ChildLimits; readonly signal?: AbortSignal };

/** Runs one job, keeping each page the moment it is made. */
const inWorkshop = async (job: Job, store: FileStore, { gate, times, signal }: Working): Promise<Made> => {
  const pages: StoredPage[] = [];
  let rest: Omit<Made, 'ended' | 'pages'> = {};
  const onItem = async (found: Finding): Promise<void> => {
    switch (found.found) {
      case 'page': {
        const { sha256 } = await store.put(found.jpeg);
        pages.push({ sha256, width: found.width, height: found.height, ...(found.blank ? { blank: true as const } : {}) });
        return;
      }
      case 'pages':
        rest = { ...rest, count: found.count };
        return;
      case 'doubt':
        rest = { ...rest, doubt: found.doubt };
        return;
      case 'code':
        rest = { ...rest, code: found.text };
        return;
      case 'refusal':
        rest = { ...rest, refusal: found.code };
    }
  };
  const ended = await runChild(workshop, job, { gate, limits: times, parse: readFinding, onItem, ...(signal === undefined ? {} : { signal }) });
  return { ended, pages, ...rest };
};

const pagesAsFound = (made: Made, kind: Seen): Pick<TakenIn, 'prepared' | 'pages' | 'pageCount' | 'readable'> => ({
  prepared: true,
  pages: made.pages,
  ...(kind === 'pdf' ? { pageCount: made.pages.length } : {}),
  ...(kind === 'pdf' || made.pages.length !== 1 ? {} : { readable: made.doubt === undefined ? { ok: true } : { ok: false, why: made.doubt } }),
});

/** Which fault of the file ended the child; undefined when it ended well. */
const blame = (ended: Ended, kind: Seen): FileRefusal | undefined => {
  switch (ended) {
    case 'done':
      return undefined;
    case 'too_long':
    case 'stopped':
      return 'file_took_too_long';
    case 'too_heavy':
      return 'file_too_heavy';
    case 'crashed':
      return kind === 'pdf' ? 'pdf_broken' : kind === 'heic' ? 'heic_broken' : 'image_broken';
  }
};
