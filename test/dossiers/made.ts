/** Owns the two sample dossiers, made once for all tests of this folder. */
import { type MadePdf, makePdf } from '../../src/dossier/make-pdf.js';
import { aRecord, picturesOf } from '../kit/a-record.js';

export type Kind = 'criminal' | 'administration';
const made = new Map<Kind, Promise<MadePdf>>();

export const madeOnce = (kind: Kind): Promise<MadePdf> => {
  const record = aRecord(kind);
  const pdf = made.get(kind) ?? makePdf(record, picturesOf(record));
  made.set(kind, pdf);
  return pdf;
};
