/** Owns reading which of the offered choices was meant. Does not own the choices. */
import { isUnknown } from './unknown.js';
import type { Answer, CodedReader } from './codes.js';
import { refuse, several, value } from './reading.js';
import { listen, NO, withoutManners } from './said.js';
import { distance } from './spelling.js';
import { readYesNo } from './yes-no.js';

/** One choice: its value, the label shown, and other words people use for it. */
export type Choosable<T> = { readonly value: T; readonly label: string; readonly also?: readonly string[] };

const LEAD = /^(?:(?:toi|em|minh|anh|chi|da|xin|muon|chon|lay|bam|nhan|cai|phuong an|lua chon|cau|so|muc|y|khoan|thu|option|number|no|dap an|#)[\s.:]*)+/;
const ORDER: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  nhat: 1,
  'dau tien': 1,
  dau: 1,
  one: 1,
  two: 2,
  three: 3,
  first: 1,
  second: 2,
  third: 3,
};

/** Makes the reader of a list of choices; a text equal to a choice's own value (a tap) counts. Several when two fit equally. */
export const readChoice =
  <T>(choices: readonly Choosable<T>[]): CodedReader<T> =>
  (text) => {
    const said = listen(text);
    const tapped = choices.find((choice) => choice.value === text.trim());
    if (tapped !== undefined) return value(tapped.value);
    if (said.plain === '') return refuse('empty');
    return (
      pick(choices.filter((choice) => wordsOf(choice).some((word) => listen(word).accented === said.accented))) ??
      pick(choices.filter((choice) => wordsOf(choice).some((word) => listen(word).plain === said.plain))) ??
      byNumber(choices, said.plain) ??
      byMeaning(choices, text) ??
      pick(containing(choices, said.plain)) ??
      pick(containing(choices, withoutManners(said.plain))) ??
      pick(closest(choices, withoutManners(said.plain))) ??
      refuse('choice_unreadable')
    );
  };

const wordsOf = (choice: Choosable<unknown>): readonly string[] => [choice.label, ...(choice.also ?? [])];

const pick = <T>(found: readonly Choosable<T>[]): Answer<T> | undefined =>
  found.length === 0 || found.length > 5 ? undefined : several(found.map(({ value: one, label }) => ({ value: one, label })));

const byNumber = <T>(choices: readonly Choosable<T>[], plain: string): Answer<T> | undefined => {
  const bare = withoutManners(plain)
    .replace(LEAD, '')
    .replace(/[\s.)\]]+$/, '');
  const numbers = /^\d{1,2}(?:\s*(?:,|va|and|\+|hoac|hay|&|\/)?\s+?\d{1,2})*$|^\d{1,2}(?:[,/+&]\d{1,2})*$/.test(bare)
    ? (bare.match(/\d+/g) ?? []).map(Number)
    : bare === 'cuoi' || bare === 'cuoi cung' || bare === 'last'
      ? [choices.length]
      : ORDER[bare] === undefined
        ? []
        : [ORDER[bare]];
  if (numbers.length === 0) return undefined;
  const chosen = [...new Set(numbers)].map((n) => choices[n - 1]);
  if (chosen.some((choice) => choice === undefined)) return refuse('choice_out_of_range');
  return pick(chosen.filter((choice) => choice !== undefined));
};

/** "ko" fits the only choice that says no, "hok bik" the only one that says "không biết". */
const byMeaning = <T>(choices: readonly Choosable<T>[], text: string): Answer<T> | undefined => {
  if (isUnknown(text)) return onlyOne(choices.filter((choice) => wordsOf(choice).some(isUnknown)));
  const meant = readYesNo(text, { today: '2000-01-01' });
  if (meant.kind !== 'value') return undefined;
  return onlyOne(
    choices.filter((choice) =>
      wordsOf(choice).some((word) => {
        const read = readYesNo(word, { today: '2000-01-01' });
        return read.kind === 'value' && read.value === meant.value && !isUnknown(word);
      }),
    ),
  );
};

const onlyOne = <T>(found: readonly Choosable<T>[]): Answer<T> | undefined => (found.length === 1 ? pick(found) : undefined);

const NEGATION = new RegExp(`\\b${NO}\\b`);

const containing = <T>(choices: readonly Choosable<T>[], plain: string): readonly Choosable<T>[] => {
  if (plain.length < 2 || /^\d+$/.test(plain)) return [];
  const within = (part: string, whole: string): boolean => ` ${words(whole)} `.includes(` ${words(part)} `);
  const fits = (label: string): boolean => NEGATION.test(plain) === NEGATION.test(label) && (within(plain, label) || (label.length > 3 && within(label, plain)));
  return choices.filter((choice) => wordsOf(choice).some((word) => fits(listen(word).plain)));
};

const words = (plain: string): string => plain.replace(/[^a-z0-9]+/g, ' ').trim();

const closest = <T>(choices: readonly Choosable<T>[], plain: string): readonly Choosable<T>[] => {
  if (plain.length < 4) return [];
  const limit = Math.max(1, Math.floor(plain.length / 5));
  const far = choices.map((choice) =>
    Math.min(
      ...wordsOf(choice).map((word) => {
        const label = listen(word).plain;
        return NEGATION.test(plain) === NEGATION.test(label) ? distance(plain, label, limit) : limit + 1;
      }),
    ),
  );
  const best = Math.min(...far);
  return best > limit ? [] : choices.filter((_, i) => far[i] === best);
};
