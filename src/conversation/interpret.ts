/** Owns reading a reply to a question: words, number or tap into a value, several readings, or one refusal code. */
import { fold } from '../basics/index.js';
import type { Words } from '../wording/index.js';
import { type AnswerValue, NONE, UNKNOWN } from './answers.js';
import { type Option, optionsOf } from './ask.js';
import type { Ask } from './flow.js';
import { optionToken } from './payload.js';
import {
  isNone,
  isUnknown,
  type Reading,
  readChoice,
  readDay,
  readEmail,
  countReader,
  readId,
  readMoney,
  readMonthlyMoney,
  readName,
  readPastDay,
  readPhone,
  readPlace,
  readText,
  readYesNo,
  refuse,
  value,
} from './readers/index.js';
import type { Context } from './readers/reading.js';

/** Reads what was typed at a question. Pure; never guesses: two readings are returned as two. */
export const interpret = (question: string, ask: Ask, text: string, context: Context, words: Words): Reading<AnswerValue> => {
  if (isUnknown(text)) return ask.mustKnow ? refuse('must_know') : value(UNKNOWN);
  if (ask.reads.none && isNone(text)) return value(NONE);
  switch (ask.reads.kind) {
    case 'choice':
      return readListed(question, ask, text, context, words);
    case 'yes_no': {
      const read = readYesNo(text, context);
      if (read.kind !== 'refused') return read;
      // Only a number or a label word for word: «tôi không hiểu câu này» has «không» in it and is not a no.
      const chosen = listedExactly(optionsOf(question, ask, words), text);
      return chosen === undefined ? read : typed(value(chosen));
    }
    case 'day':
      return ask.reads.past ? readPastDay(text, context) : readDay(text, context);
    case 'money':
      return (ask.reads.monthly ? readMonthlyMoney : readMoney)(text, context);
    case 'number':
      return readWhole(ask.reads, text, context);
    case 'text':
      return /[\p{L}\p{N}]/u.test(text) ? readText(text, context) : refuse('empty');
    case 'name':
      return readName(text, context);
    case 'phone':
      return readPhone(text, context);
    case 'email':
      return readEmail(text, context);
    case 'identity':
      return readId(text, context);
    case 'place':
      return readPlace(text, context);
  }
};

/** The value behind a tapped option, or undefined when the question has no such option. */
export const optionValue = (question: string, ask: Ask, token: string, words: Words): AnswerValue | undefined => {
  const option = optionsOf(question, ask, words).find((candidate) => optionToken(candidate.value) === token)?.value;
  if (option === undefined) return undefined;
  return ask.reads.kind === 'yes_no' && (option === 'yes' || option === 'no') ? option === 'yes' : option;
};

type Whole = Extract<Ask['reads'], { kind: 'number' }>;

/** A count that the law's facts can hold; anything else is refused here and not later. */
const readWhole = ({ unit, least = 0, most = 40_000 }: Whole, text: string, context: Context): Reading<AnswerValue> =>
  countReader({ least, most, ...(unit === undefined ? {} : { unit }) })(text, context);

const readListed = (question: string, ask: Ask, text: string, context: Context, words: Words): Reading<AnswerValue> => {
  const options = optionsOf(question, ask, words).filter((option) => !option.bare);
  // The label itself is never taken for anything else: «Cơ quan khác» begins like «có».
  const said = options.filter(({ label }) => fold(label) === fold(text));
  if (said.length === 1 && said[0] !== undefined) return value(said[0].value);
  const meant = readChoice(options.map(({ value: option, label }) => ({ value: option, label })))(text, context);
  const read = readYesNo(text, context).kind === 'value' ? sayingYesOrNo(meant, options) : meant;
  const label = read.kind === 'value' ? (options.find((option) => option.value === read.value)?.label ?? '') : '';
  // A label inside a longer sentence only suggests: the sentence may say the opposite.
  if (read.kind === 'value' && countWords(text) > countWords(label) + MANNERS) return { kind: 'several', readings: [{ value: read.value, label }] };
  if (ask.reads.kind !== 'choice' || ask.reads.ownWords === undefined) return read;
  const suggested = suggest(text, words.tree(`keywords.${ask.reads.ownWords}`));
  const listed = (some: readonly string[]) => options.filter((option) => some.includes(option.value)).map(({ value: option, label: shown }) => ({ value: option, label: shown }));
  // «chưa nhận được giấy» sounds like «không có» and means something else: both are put.
  if (read.kind === 'value' && suggested.length > 0 && !suggested.includes(read.value)) return { kind: 'several', readings: listed([...suggested, read.value]) };
  // Own words only ever suggest: even a single match is asked back.
  return read.kind !== 'refused' || suggested.length === 0 ? read : { kind: 'several', readings: listed(suggested) };
};

const YES_OR_NO = /^(?:có|không|chưa|đúng|đã|đồng|rồi|yes|no|not|none|nothing|right|agree|i)(?![\p{L}])/iu;
/** A bare yes or no fits only an option that begins so: «có» is not «Cơ quan phạt…». */
const sayingYesOrNo = (read: Reading<string>, options: readonly Option[]): Reading<string> => {
  const fits = (one: string): boolean => YES_OR_NO.test(options.find((option) => option.value === one)?.label ?? '');
  if (read.kind === 'value') return fits(read.value) ? read : refuse('choice_unreadable');
  if (read.kind === 'refused') return read;
  const readings = read.readings.filter((reading) => fits(reading.value));
  return readings.length === 0 ? refuse('choice_unreadable') : { ...read, readings };
};

/** Words of courtesy around an answer: «dạ em chọn … ạ». */
const MANNERS = 4;
const countWords = (text: string): number => text.trim().split(/\s+/).length;

/** The option of this number, or with this label whatever its diacritics and case. */
const listedExactly = (options: readonly Option[], text: string): string | undefined => {
  const listed = options.filter(({ bare }) => !bare);
  const number = /^(\d{1,2})[.)]?$/.exec(text.trim())?.[1];
  return number === undefined ? listed.find(({ label }) => fold(label) === fold(text))?.value : listed[Number(number) - 1]?.value;
};

const typed = (read: Reading<AnswerValue>): Reading<AnswerValue> => (read.kind === 'value' && (read.value === 'yes' || read.value === 'no') ? value(read.value === 'yes') : read);

/** Options whose phrases occur in the text, most phrases first. */
const suggest = (text: string, table: unknown): readonly string[] => {
  if (typeof table !== 'object' || table === null) return [];
  const said = ` ${fold(text).replace(/[^a-z0-9]+/g, ' ')} `;
  return Object.entries(table as Record<string, readonly string[]>)
    .map(([option, phrases]) => ({
      option,
      hits: phrases.filter((phrase) =>
        said.includes(
          ` ${fold(phrase)
            .replace(/[^a-z0-9]+/g, ' ')
            .trim()} `,
        ),
      ).length,
    }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, 4)
    .map(({ option }) => option);
};
