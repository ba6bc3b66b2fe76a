/** Owns the machine-readable companion of a dossier: the record as frozen, and where each exhibit stands in the PDF. */
import { z } from 'zod';
import { fileName } from './file-name.js';
import type { MadePdf } from './make-pdf.js';
import { type DossierRecord, recordSchema } from './record.js';

export const dossierJsonSchema = z.object({
  schema: z.literal('dong-hanh.dossier-companion.1'),
  /** The PDF this file belongs to. */
  pdf: z.object({ fileName: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().positive(), pages: z.number().int().positive() }),
  /** Physical pages of each exhibit in that PDF, from 1, and the files it was made of. */
  exhibits: z.array(
    z.object({ number: z.number().int().positive(), title: z.string(), from: z.number().int().positive(), to: z.number().int().positive(), sha256: z.array(z.string()) }),
  ),
  record: recordSchema,
});

/**
 * The companion of the whole PDF as UTF-8 JSON, keys always in the order of the schema:
 * `{"schema":"dong-hanh.dossier-companion.1","pdf":{"fileName":"DH-2026-000123-v1.pdf",…},"exhibits":[{"number":1,"from":14,…}],"record":{…}}`.
 * Throws when an exhibit of the record is not in the PDF.
 */
export const dossierJson = (record: DossierRecord, made: Pick<MadePdf, 'pdf' | 'sha256' | 'pages' | 'exhibits'>): string => {
  const exhibits = record.exhibits.map(({ number, title, files }) => {
    const range = made.exhibits.find((one) => one.number === number);
    if (range === undefined) throw new Error(`dossier ${record.reference}: exhibit ${number} is in the record but not in the PDF, make the whole PDF again`);
    return { number, title, from: range.from, to: range.to, sha256: files.map((file) => file.sha256) };
  });
  const pdf = { fileName: fileName(record), sha256: made.sha256, bytes: made.pdf.length, pages: made.pages };
  return `${JSON.stringify(dossierJsonSchema.parse({ schema: 'dong-hanh.dossier-companion.1', pdf, exhibits, record }), null, 2)}\n`;
};
