/** Owns chapter 5: every point that is not certain, in one place: by the marks of the tables, and the open questions with what would settle them. */
import { showDay } from '../basics/index.js';
import type { Mark } from '../law/index.js';
import type { Block, Line } from './blocks.js';
import type { Sources } from './sources.js';
import { articleOf, newestOf } from './words.js';

export const unsureBlocks = (sources: Sources): readonly Block[] => [
  { kind: 'paragraph', line: [sources.say('unsure.intro')] },
  { kind: 'heading', level: 2, text: sources.say('unsure.marks_title') },
  marked(sources, 'unsure', 'unsure.unsure_title'),
  marked(sources, 'secondary', 'unsure.secondary_title'),
  { kind: 'field', name: sources.say('unsure.wages_title'), items: wageLines(sources) },
  { kind: 'field', name: sources.say('unsure.calendar_title'), items: calendarLines(sources) },
  { kind: 'heading', level: 2, text: sources.say('unsure.open_title'), id: 'open' },
  { kind: 'small', line: [sources.say('unsure.open_checked', { day: showDay(sources.open.checked_on), by: sources.open.checked_by })] },
  ...sources.open.questions.flatMap((point, i) => pointBlocks(sources, point, i + 1)),
];

const marked = (sources: Sources, mark: Mark, title: string): Block => ({
  kind: 'field',
  name: sources.say(title),
  items: [...sources.law.entries.values()]
    .flat()
    .filter((entry) => entry.mark === mark)
    .map((entry): Line => [{ to: `e-${entry.id}`, text: articleOf(entry) }, `: ${entry.gist} `, { code: entry.id }]),
});

const wageLines = ({ say, law }: Sources): readonly Line[] =>
  [law.baseSalary, law.regionalWage]
    .filter((table) => table.rows.some(({ mark }) => mark !== 'verified'))
    .map((table) => [say('unsure.wage_rows', { name: table.name, rows: table.rows.filter(({ mark }) => mark !== 'verified').length, recheck: showDay(table.recheck_on) })]);

const calendarLines = ({ say, law }: Sources): readonly Line[] =>
  [...law.calendar.values()].flatMap((year) => [
    ...(year.status === 'provisional' ? [[say('unsure.calendar_year', { year: year.year })]] : []),
    ...year.open.map(({ from, to, what }) => [say('numbers.calendar_open', { from: showDay(from), to: showDay(to), what })]),
  ]);

const pointBlocks = (sources: Sources, point: Sources['open']['questions'][number], number: number): readonly Block[] => {
  const { say } = sources;
  return [
    { kind: 'heading', level: 3, text: `${number}. ${point.question}`, id: `o-${point.id}`, code: point.id },
    { kind: 'field', name: say('unsure.needed'), line: [point.needed] },
    { kind: 'field', name: say('unsure.meanwhile'), line: [point.meanwhile] },
    { kind: 'field', name: say('unsure.entries'), line: point.entries.length === 0 ? [say('unsure.all_entries')] : linksTo(sources, point.entries) },
  ];
};

/** Each article once. */
const linksTo = (sources: Sources, ids: readonly string[]): Line => {
  const byArticle = new Map([...ids].reverse().map((id) => [articleOf(newestOf(sources, id)), id]));
  return [...byArticle].reverse().flatMap(([article, id], i): Line => [i === 0 ? '' : '; ', { to: `e-${id}`, text: article }]);
};
