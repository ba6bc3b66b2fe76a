/** Owns reading `patterns.yaml`: fact patterns of the triage with the verdict expected, typed by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const patternSchema = z.strictObject({
  name: z.string(),
  law: z.string(),
  answers: z.record(z.string(), z.union([z.string(), z.boolean()])),
  verdict: z.enum(['covered_ready', 'covered_no_document', 'not_covered', 'out_of_time', 'cannot_tell']),
  /** The question or end stood on after the triage. */
  stands: z.string(),
});
export const patterns = z.array(patternSchema).parse(parse(readFileSync(join(import.meta.dirname, 'patterns.yaml'), 'utf8')));
