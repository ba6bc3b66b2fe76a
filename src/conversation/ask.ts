/** Owns how a question is put: its words, its choices as buttons and as numbered text. */
import type { Choice, Reply } from '../messages/index.js';
import type { Values, Words } from '../wording/index.js';
import { type Answers, NONE, UNKNOWN } from './answers.js';
import type { Ask, Flow } from './flow.js';
import { answerTap, commandTap } from './payload.js';
import { showAnswer } from './show.js';
import type { Position } from './walk.js';

/** An option as it can be tapped, typed by number or typed in words. `bare`: typed in words only, since a number would be a value. */
export type Option = { readonly value: string; readonly label: string; readonly bare: boolean };

/** Everything that can be chosen at a question, in the order shown. */
export const optionsOf = (question: string, ask: Ask, words: Words): readonly Option[] => {
  const listed = ask.reads.kind === 'choice' || ask.reads.kind === 'yes_no';
  const own: Option[] =
    ask.reads.kind === 'choice'
      ? ask.reads.options.map((value) => ({ value, label: words.say(`q.${question}.options.${value}`), bare: false }))
      : ask.reads.kind === 'yes_no'
        ? [
            { value: 'yes', label: words.say('common.yes'), bare: false },
            { value: 'no', label: words.say('common.no'), bare: false },
          ]
        : [];
  if (ask.reads.none) own.push({ value: NONE, label: words.say('common.none_button'), bare: !listed });
  if (!ask.mustKnow) own.push({ value: UNKNOWN, label: words.say('common.unknown_button'), bare: !listed });
  return own;
};

/** The question stood on, as a reply. `lead` comes before it in the same message. */
export const askAt = (flow: Flow, talk: string, position: Pick<Position, 'step' | 'key' | 'item' | 'answers'>, words: Words, lead = ''): Reply => {
  const ask = flow.steps[position.step];
  if (ask?.type !== 'ask' || position.key === undefined) throw new Error(`${position.step} is not a question; nothing to ask`);
  const key = position.key;
  const options = optionsOf(position.step, ask, words);
  const asking = `q.${position.step}.ask`;
  const text = joined(lead, words.say(asking, showsValues(asking, words) ? valuesOf(flow, position.answers, position.item, words) : {}));
  const choices: Choice[] = options.map((option) => ({ label: option.label, payload: answerTap(talk, flow.hash, key, option.value) }));
  if (!asksForFile(position.step)) return { text, plain: joined(text, numberedOptions(options, words)), tag: key, choices };
  // Not an answer, so not a number: a button, and on the first paper a word to type.
  const first = !Object.keys(position.answers).some(asksForFile);
  const plain = joined(text, numberedOptions(options, words), first ? words.say('upload.hint') : '');
  return { text, plain, tag: key, choices: [...choices, { label: words.say('upload.button'), payload: commandTap(talk, 'upload') }] };
};

/** Questions answered by sending a paper. */
export const asksForFile = (step: string): boolean => step.startsWith('paper_') && !step.endsWith('_reason');

/** Options for a channel without buttons: numbers, and words where a number would be taken for a value. */
const numberedOptions = (options: readonly Option[], words: Words): string => {
  const listed = options.filter((option) => !option.bare).map((option, i) => `${i + 1}. ${option.label}`);
  const bare = options.filter((option) => option.bare).map((option) => `«${words.language === 'vi' ? option.label.toLowerCase() : option.label}»`);
  return joined(listed.join('\n'), bare.length === 0 ? '' : words.say('common.or_type', { options: bare.join(` ${words.say('common.or')} `) }));
};

/** Most questions show nothing of what was answered: putting all of it into words for each would cost a tenth of a turn. */
const showsValues = (key: string, words: Words): boolean => String(words.tree(key)).includes('{{');

/** Values any question may show: the item's number, and what was answered, as shown (`{{claimant_name}}`). */
const valuesOf = (flow: Flow, answers: Answers, item: number, words: Words): Values => ({
  ...Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]) => {
      const ask = flow.steps[key];
      return ask?.type === 'ask' ? [[key, showAnswer(key, ask, value, words)]] : [];
    }),
  ),
  item,
});

export const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');
