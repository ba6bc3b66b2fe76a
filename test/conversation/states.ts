/** Owns one talk for each question and each end of the interview, found by random walks. For tests only. */
import { claim } from '../../flows/index.js';
import { type Answers, type AnswerValue, NONE } from '../../src/conversation/index.js';
import { patterns } from '../flows/patterns.js';
import { anyAnswer, journey } from '../flows/walks.js';
import { randomFrom } from '../kit/random.js';

/** Ways through the triage that lead on; the long rooms would hardly be seen without them. */
export const begun: readonly Answers[] = patterns
  .filter(({ verdict }) => verdict !== 'not_covered' && verdict !== 'cannot_tell')
  .map(
    ({ answers }): Answers => ({ consent: 'agree', ...answers, proceed: true, proceed_without_document: 'collect', proceed_honour: true, earlier_claim: NONE, own_fault: NONE }),
  );

/** A random talk to its end: its answers in the order asked. One in four begins at the first question. */
export const someTalk = (seed: number): { readonly answers: Answers; readonly asked: readonly string[]; readonly step: string } => {
  const random = randomFrom(seed);
  const start = seed % 4 === 0 ? {} : (begun[seed % begun.length] as Answers);
  const { answers, path, step } = journey(claim, (name, ask) => anyAnswer(name, ask, random), 400, start);
  return { answers: Object.fromEntries(path.map((key) => [key, answers[key] as AnswerValue])), asked: path, step };
};

export type State = { readonly step: string; readonly answers: Answers };

/** The answers that lead to each step, the shortest found in `walks` random talks. Throws when a step was not met. */
export const everyState = (walks = 1_500): readonly State[] => {
  const found = new Map<string, Answers>();
  const wanted = Object.entries(claim.steps)
    .filter(([, step]) => step.type !== 'gate')
    .map(([name]) => name);
  for (let seed = 1; seed <= walks && found.size < wanted.length; seed++) {
    const { answers, asked, step } = someTalk(seed);
    const sofar: Record<string, AnswerValue> = {};
    for (const key of asked) {
      const name = stepNamed(key);
      if (!found.has(name)) found.set(name, { ...sofar });
      sofar[key] = answers[key] as AnswerValue;
    }
    if (!found.has(step)) found.set(step, { ...sofar });
  }
  const missed = wanted.filter((name) => !found.has(name));
  if (missed.length > 0) throw new Error(`not met in ${walks} talks: ${missed.join(', ')}; more walks are needed`);
  return [...found].map(([step, answers]) => ({ step, answers }));
};

export const stepNamed = (key: string): string => {
  const match = /^(.+)\.\d+\.(.+)$/.exec(key);
  return match === null ? key : `${match[1]}_${match[2]}` in claim.steps ? `${match[1]}_${match[2]}` : String(match[2]);
};
