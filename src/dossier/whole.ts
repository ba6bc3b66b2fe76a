/**
 * Owns the promise that nothing sent in is lost on the way to the agency: received = stored = indexed = printed, or listed as left out with
 * the reason. Checked on every dossier; one that breaks it is not handed to anybody. Pure but for asking the store.
 */
import type { EvidenceRow } from '../cases/index.js';
import type { MadePdf } from './make-pdf.js';
import type { DossierRecord } from './record.js';

/** What was received and stands neither in an exhibit nor among what was left out, once each; and what stands there and was never received. */
export const notIndexed = (record: Pick<DossierRecord, 'exhibits' | 'leftOut'>, evidence: readonly Pick<EvidenceRow, 'name' | 'sha256' | 'state'>[]): readonly string[] => {
  const listed = [...record.exhibits.flatMap(({ files }) => files.map(({ sha256 }) => sha256)), ...record.leftOut.map(({ sha256 }) => sha256)].sort();
  const came = evidence
    .filter(({ state }) => state !== 'fetching')
    .map(({ sha256 }) => sha256 ?? '')
    .sort();
  const silent = record.leftOut.filter(({ because }) => because.trim() === '');
  return [
    ...missingFrom(came, listed).map((sha) => `received but not listed: ${short(sha)}`),
    ...missingFrom(listed, came).map((sha) => `listed but not received: ${short(sha)}`),
    ...silent.map(({ sha256 }) => `left out without a reason: ${short(sha256)}`),
  ];
};

/** Files of the record whose bytes are no longer there. */
export const notStored = async (record: Pick<DossierRecord, 'exhibits' | 'leftOut'>, has: (sha256: string) => Promise<boolean>): Promise<readonly string[]> => {
  const named = new Set([...record.exhibits.flatMap(({ files }) => files.map(({ sha256 }) => sha256)), ...record.leftOut.map(({ sha256 }) => sha256)].filter((sha) => sha !== ''));
  const gone: string[] = [];
  for (const sha256 of named) if (!(await has(sha256))) gone.push(`not in the store: ${short(sha256)}`);
  return gone;
};

/** Exhibits whose pages in the PDF are not exactly those of the record. */
export const notPrinted = (record: Pick<DossierRecord, 'exhibits'>, made: Pick<MadePdf, 'exhibits' | 'pictureBytes'>): readonly string[] => {
  const wanted = record.exhibits.map(({ number, files }) => ({ number, pages: files.reduce((sum, { pages }) => sum + pages, 0) }));
  const all = wanted.reduce((sum, { pages }) => sum + pages, 0);
  return [
    ...wanted.flatMap(({ number, pages }) => {
      const placed = made.exhibits.find((one) => one.number === number);
      const printed = placed === undefined ? 0 : placed.to - placed.from + 1;
      return printed === pages ? [] : [`exhibit ${number}: ${printed} pages printed, the record says ${pages}`];
    }),
    ...(made.pictureBytes.length === all ? [] : [`${made.pictureBytes.length} pictures placed, the record says ${all}`]),
  ];
};

/** Throws, saying what is lost and what to do, unless every list is empty. */
export const assertWhole = (reference: string, ...lost: readonly (readonly string[])[]): void => {
  const all = lost.flat();
  if (all.length > 0) throw new Error(`dossier ${reference} is not whole and goes to nobody: ${all.join('; ')}; look at the case's files, then prepare it again`);
};

const short = (sha256: string): string => (sha256 === '' ? 'a file never taken in' : sha256.slice(0, 12));

const missingFrom = (these: readonly string[], those: readonly string[]): readonly string[] => {
  const left = new Map<string, number>();
  for (const one of those) left.set(one, (left.get(one) ?? 0) + 1);
  return these.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
};
