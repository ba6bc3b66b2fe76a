/** Owns chapter 3: everything said because something was worked out, with when it is said, and the lines behind `vì sao`. */
import type { Block, Line } from './blocks.js';
import type { Sources } from './sources.js';
import { linesAt } from './words.js';

/** The groups of the chapter: which tellings of the flow lead to them, and which branches of `tellings.yaml` they say. */
const groups = {
  verdict: {
    tellings: ['verdict'],
    words: [
      'ready',
      'ready_until',
      'ready_with_proof',
      'only_excess',
      'honour',
      'court_directly',
      'still_open',
      'no_document',
      'get_paper',
      'pending',
      'clock_not_started',
      'collect',
      'not_covered',
      'elsewhere',
      'late',
      'late_since',
    ],
  },
  ends: { tellings: ['guest_end', 'not_covered', 'out_of_time', 'officer_looks', 'raise_in_case', 'wait_for_document', 'change_first'], words: ['end', 'raise_in_case'] },
  people: { tellings: ['minor', 'authority', 'heirs'], words: ['minor', 'authority', 'heirs'] },
  agency: { tellings: ['agency'], words: ['agency'] },
  amounts: { tellings: ['property_amount', 'income_amount', 'health_amount', 'before_expenses', 'damages'], words: ['amount', 'damages', 'damages_open', 'part_fault', 'advance'] },
  review: { tellings: ['review'], words: ['review'] },
  done: { tellings: ['done'], words: ['done'] },
} as const;
type Group = keyof typeof groups;
const names: readonly Group[] = ['verdict', 'ends', 'people', 'agency', 'amounts', 'review', 'done'];

/** The group where a telling's words stand. Throws on one that no group has. */
export const groupOfTelling = (telling: string): Group => {
  const found = names.find((name) => (groups[name].tellings as readonly string[]).includes(telling));
  if (found === undefined) throw new Error(`the telling ${telling} stands in no group of src/book/told.ts; add it`);
  return found;
};

/** Branches of `tellings.yaml` that a group prints. */
export const wordsPrinted = (): readonly string[] => names.flatMap((name) => groups[name].words);

export const toldBlocks = (sources: Sources): readonly Block[] => [
  { kind: 'paragraph', line: [sources.say('told.intro')] },
  ...names.flatMap((name) => groupBlocks(sources, name)),
  { kind: 'heading', level: 2, text: sources.say('told.lines_title'), id: 'lines' },
  { kind: 'paragraph', line: [sources.say('told.lines_intro', { unsure: sources.words.say('common.unsure') })] },
  ...Object.keys(treeAt(sources, 'law')).flatMap((group): readonly Block[] => [
    { kind: 'heading', level: 3, text: sources.say(`told.lines.${group}`), code: `law.${group}` },
    wordTable(sources, [sources.say('told.name'), sources.say('told.words')], leavesAt(sources, `law.${group}`), ({ name }) => [[{ code: name }]]),
  ]),
];

const groupBlocks = (sources: Sources, name: Group): readonly Block[] => [
  { kind: 'heading', level: 2, text: sources.say(`told.groups.${name}.title`), id: `t-${name}` },
  { kind: 'paragraph', line: [sources.say(`told.groups.${name}.when`)] },
  placesOf(sources, name),
  wordTable(
    sources,
    [sources.say('told.when'), sources.say('told.words')],
    groups[name].words.flatMap((branch) => leavesAt(sources, `tellings.${branch}`)),
    ({ key }) => [[sources.say(key.replace(/^tellings/, 'said'))], [{ code: key.replace(/^tellings\./, '') }]],
  ),
];

/** Where in the flow a group is said. */
const placesOf = (sources: Sources, name: Group): Block => {
  const { flow, rooms, say, words } = sources;
  const places = rooms
    .flatMap(({ steps }) => steps)
    .flatMap((step): readonly Line[] => {
      const found = flow.steps[step];
      const tells = found?.type === 'ask' || found?.type === 'end' ? found.tells : undefined;
      if (found === undefined || tells === undefined || groupOfTelling(tells) !== name) return [];
      return found.type === 'end'
        ? [[{ to: `k-${step}`, text: say('card.to_end', { number: sources.endNumber(step), label: say(`ends.${step}`) }) }]]
        : [[{ to: `q-${step}`, text: say('card.to_question', { number: sources.questionNumber(step), label: words.say(`q.${step}.label`) }) }]];
    });
  const [before = '', after = ''] = say('told.where', { places: '\u0000' }).split('\u0000');
  return { kind: 'small', line: [before, ...places.flatMap((line, i) => (i === 0 ? line : ['; ', ...line])), after] };
};

type Leaf = { readonly key: string; readonly name: string };

const wordTable = (sources: Sources, head: readonly string[], leaves: readonly Leaf[], first: (leaf: Leaf) => readonly Line[]): Block => ({
  kind: 'table',
  widths: [30, 70],
  head,
  rows: leaves.map((leaf) => [first(leaf), linesAt(sources, leaf.key)]),
});

const treeAt = ({ words }: Sources, key: string): object => {
  const tree = words.tree(key);
  if (typeof tree !== 'object' || tree === null) throw new Error(`no words at ${key}`);
  return tree;
};

/** Every word below a key: `{"key":"tellings.honour.press","name":"honour.press"}`. */
export const leavesAt = (sources: Sources, key: string): readonly Leaf[] => {
  const tree = sources.words.tree(key);
  if (typeof tree === 'string') return [{ key, name: key.split('.').slice(-1)[0] ?? key }];
  const below = (at: string): readonly Leaf[] => {
    const found = sources.words.tree(at);
    return typeof found === 'string' ? [{ key: at, name: at.slice(key.length + 1) }] : Object.keys(treeAt(sources, at)).flatMap((name) => below(`${at}.${name}`));
  };
  return below(key);
};
