/** Owns the first part of chapter 4: every entry of data/law with its number, dates, article, mark, who checked it, and where it is used. */
import { showDay } from '../basics/index.js';
import type { Entry } from '../law/index.js';
import type { Block, Line } from './blocks.js';
import { calendarBlocks } from './calendar.js';
import { rulesInOrder } from './rule-cites.js';
import { asksOf, type Sources } from './sources.js';
import { wageBlocks } from './wages.js';
import { entriesOf, LAW, openNumbers, shownNumber } from './words.js';

/** Groups by the first word of an entry's id, in the order of a case. */
const groups: Readonly<Record<string, readonly string[]>> = {
  scope: ['scope', 'exclusion', 'fault', 'claim', 'criminal', 'honour', 'other_way'],
  document: ['document', 'pending'],
  limitation: ['limitation', 'count'],
  agency: ['claimant', 'agency'],
  damage: ['valuation', 'property', 'interest', 'income', 'wage', 'health', 'death', 'mental', 'expense', 'advance'],
  procedure: ['paper', 'deadline'],
  endings: ['refusal', 'pause', 'ending', 'annulment', 'court'],
  help: ['help'],
};

/** Every id in the order printed. Throws on one that no group has. */
export const idsPrinted = (sources: Sources): readonly (readonly [string, readonly string[]])[] => {
  const all = [...sources.law.entries.keys()];
  const printed = Object.entries(groups).map(([group, firsts]) => [group, firsts.flatMap((first) => all.filter((id) => id.split('.')[0] === first))] as const);
  const known = new Set(printed.flatMap(([, ids]) => ids));
  const lost = all.filter((id) => !known.has(id));
  if (lost.length > 0) throw new Error(`entries of data/law in no group of src/book/numbers.ts: ${lost.join(', ')}; add their first word`);
  return printed;
};

export const numberBlocks = (sources: Sources): readonly Block[] => {
  const who = letters(sources);
  return [
    { kind: 'paragraph', line: [sources.say('numbers.intro')] },
    { kind: 'field', name: sources.say('numbers.who_title'), items: [...who].map(([how, letter]) => [sources.say('numbers.who', { letter, how })]) },
    ...idsPrinted(sources).flatMap(([group, ids]): readonly Block[] => [
      { kind: 'heading', level: 2, text: sources.say(`numbers.groups.${group}`) },
      entryTable(
        sources,
        ids.flatMap((id) => entriesOf(sources, id)),
        who,
      ),
    ]),
    ...wageBlocks(sources),
    ...calendarBlocks(sources),
    ...documentBlocks(sources),
  ];
};

/** Each way of checking gets a letter, so that a row stays short. */
const letters = ({ law }: Sources): ReadonlyMap<string, string> => {
  const ways = [...new Set([...law.entries.values()].flat().map(({ checked_by }) => checked_by))];
  return new Map(ways.map((how, i) => [how, String.fromCharCode(97 + i)]));
};

const entryTable = (sources: Sources, entries: readonly Entry[], who: ReadonlyMap<string, string>): Block => {
  const { say } = sources;
  const head = ['article', 'gist', 'value', 'force', 'mark'].map((column) => say(`numbers.head.${column}`));
  return { kind: 'table', widths: [17, 41, 13, 13, 16], head, rows: entries.map((entry) => entryRow(sources, entry, who)) };
};

const entryRow = (sources: Sources, entry: Entry, who: ReadonlyMap<string, string>): readonly (readonly Line[])[] => {
  const { say } = sources;
  const points = openNumbers(sources, entry.id);
  const doubts: readonly Line[] = points.length === 0 ? [] : [[say('card.open_point', { numbers: points.join(', ') })]];
  return [
    [[{ bold: entry.article }], ...(entry.document === LAW ? [] : [[entry.document]])],
    [[entry.gist], [{ to: `e-${entry.id}`, text: '' }, { code: entry.id }], ...usedLine(sources, entry.id)],
    [[{ bold: shownNumber(sources, entry) }]],
    [[entry.to === null ? say('numbers.since', { from: showDay(entry.from) }) : say('numbers.between', { from: showDay(entry.from), to: showDay(entry.to) })]],
    [
      entry.mark === 'verified' ? [say(`marks.${entry.mark}`)] : [{ bold: say(`marks.${entry.mark}`) }],
      [say('numbers.checked_on', { day: showDay(entry.checked_on), who: who.get(entry.checked_by) ?? '' })],
      ...doubts,
    ],
  ];
};

/** Questions and rules that rest on an entry: what to read again when it changes. */
const usedLine = (sources: Sources, id: string): readonly Line[] => {
  const { say } = sources;
  const questions = asksOf(sources).filter(([, ask]) => ask.cites?.includes(id) === true);
  const rules = rulesInOrder.filter(({ cites }) => cites.includes(id));
  const places = [
    ...(questions.length === 0
      ? []
      : [
          say('numbers.used_question', {
            numbers: questions
              .map(([step]) => sources.questionNumber(step))
              .sort((a, b) => a - b)
              .join(', '),
          }),
        ]),
    ...(rules.length === 0 ? [] : [say('numbers.used_rule', { numbers: rules.map(({ number }) => number).join(', ') })]),
  ];
  return places.length === 0 ? [] : [[{ italic: say('numbers.used_at', { places: places.join('; ') }) }]];
};

const documentBlocks = (sources: Sources): readonly Block[] => {
  const { say, law } = sources;
  return [
    { kind: 'heading', level: 2, text: say('numbers.documents_title') },
    {
      kind: 'table',
      widths: [20, 40, 14, 26],
      head: ['short', 'title', 'from', 'link'].map((column) => say(`numbers.documents_head.${column}`)),
      rows: [...law.documents.values()].map(({ short, title, from, link }) => [[[short]], [[title]], [[showDay(from)]], [[{ url: link, text: new URL(link).host }]]]),
    },
  ];
};
