/** Owns the shape of `data/law/open-questions.yaml`: the doubts of law on which the program rests. Decides nothing; only the book reads it. */
import { join } from 'node:path';
import { z } from 'zod';
import { isDay } from '../basics/index.js';
import { readYaml } from '../repository/index.js';

const words = z.string().min(10);
const openQuestionsSchema = z.strictObject({
  checked_on: z.string().refine(isDay, 'not a day'),
  checked_by: words,
  questions: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9_]+$/),
      question: words,
      /** What would settle it. */
      needed: words,
      /** What the program does until then. */
      meanwhile: words,
      /** Entries of data/law it touches; none when it touches the whole Law. */
      entries: z.array(z.string()),
    }),
  ),
});
export type OpenQuestions = Readonly<z.infer<typeof openQuestionsSchema>>;

/** Reads and checks the file; throws with the field at fault, an entry that is not in the tables, or a name used twice. */
export const loadOpenQuestions = (root: string, entries: ReadonlySet<string>): OpenQuestions => {
  const found = openQuestionsSchema.parse(readYaml(join(root, 'data/law/open-questions.yaml')));
  const names = found.questions.map(({ id }) => id);
  const twice = names.find((id, i) => names.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`data/law/open-questions.yaml › ${twice}: named twice; give each its own id`);
  for (const { id, entries: touched } of found.questions)
    for (const entry of touched) if (!entries.has(entry)) throw new Error(`data/law/open-questions.yaml › ${id}: no entry ${entry} in data/law; name an existing one`);
  return found;
};
