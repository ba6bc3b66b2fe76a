/** Owns chapter 2: every question in the order of the rooms, with its words, answers, reason, articles and routes. */
import { type Ask, branchesOf, NONE, optionsOf, type ReadsSpec, UNKNOWN } from '../conversation/index.js';
import type { Block, Line } from './blocks.js';
import { noneEffect, rowsAfter } from './effects.js';
import { type Routes, type Row, routesOf } from './routes.js';
import type { Sources } from './sources.js';
import { groupOfTelling } from './told.js';
import { citations, junctionNumber, linesAt, quoteOf, rowLine } from './words.js';

export const questionBlocks = (sources: Sources): readonly Block[] => {
  const routes = routesOf(sources.flow);
  return sources.rooms.flatMap(({ room, steps }) => [
    { kind: 'heading', level: 2, text: sources.words.say(`common.rooms.${room}`), id: `room-${room}`, code: room } as const,
    { kind: 'paragraph', line: [sources.say(`rooms.${room}`)] } as const,
    ...steps.flatMap((step) => stepBlocks(sources, routes, step)),
  ]);
};

const stepBlocks = (sources: Sources, routes: Routes, step: string): readonly Block[] => {
  const found = sources.flow.steps[step];
  switch (found?.type) {
    case 'ask':
      return askBlocks(sources, routes, step, found);
    case 'end':
      return [
        { kind: 'heading', level: 3, text: `${sources.say('card.end', { number: sources.endNumber(step) })}. ${sources.say(`ends.${step}`)}`, id: `k-${step}`, code: step },
        ...told(sources, 'card.told_here', found.tells),
        ...(found.wakes === undefined ? [] : [{ kind: 'paragraph', line: [sources.say('card.wakes')] } as const]),
      ];
    case 'gate':
      return routes.junctions.includes(step) ? junctionBlocks(sources, routes, step) : [];
    default:
      throw new Error(`the flow has no step ${step}`);
  }
};

const junctionBlocks = (sources: Sources, routes: Routes, step: string): readonly Block[] => [
  {
    kind: 'heading',
    level: 3,
    text: `${sources.say('card.junction', { number: junctionNumber(routes.junctions, step) })}. ${sources.say(`junctions.${step}.title`)}`,
    id: `x-${step}`,
    code: step,
  },
  { kind: 'paragraph', line: [sources.say(`junctions.${step}.what`)] },
  leads(sources, routes, step),
];

const askBlocks = (sources: Sources, routes: Routes, step: string, ask: Ask): readonly Block[] => {
  const { say, words } = sources;
  const rows = routes.rowsOf(step);
  const only = routes.askedWhen(step);
  return [
    { kind: 'heading', level: 3, text: `${say('card.question', { number: sources.questionNumber(step) })}. ${words.say(`q.${step}.label`)}`, id: `q-${step}`, code: step },
    ...(only === undefined ? [] : [onlyWhen(sources, routes, only)]),
    ...told(sources, 'card.told_before', ask.tells),
    quoteOf(sources, `q.${step}.ask`),
    ...(ask.list === undefined ? [] : [{ kind: 'small', line: [say('card.list')] } as const]),
    ...(ask.waitsFor === undefined ? [] : [{ kind: 'small', line: [say('card.waits')] } as const]),
    ...takes(sources, step, ask),
    unknownField(sources, step, ask, rows),
    ...(ask.reads.none ? [noneField(sources, step, ask, rows)] : []),
    { kind: 'field', name: say('card.why'), line: linesAt(sources, `q.${step}.why`).flat() },
    ...(ask.cites === undefined ? [] : [{ kind: 'field', name: say('card.cites'), line: citations(sources, ask.cites) } as const]),
    leads(sources, routes, step),
  ];
};

const leads = (sources: Sources, routes: Routes, step: string): Block => {
  const rows = routes.rowsOf(step);
  const lines = rows.map((row) => rowLine(sources, row, rows.length === 1, routes.junctions));
  const name = sources.say('card.leads');
  return rows.length === 1 && lines[0] !== undefined ? { kind: 'field', name, line: lines[0] } : { kind: 'field', name, items: lines, numbered: true };
};

const onlyWhen = (sources: Sources, routes: Routes, { when, otherwise }: NonNullable<ReturnType<Routes['askedWhen']>>): Block => {
  const { say } = sources;
  const ways = otherwise.flatMap((row, i): Line => {
    const [lead = '', ...to] = rowLine(sources, row, false, routes.junctions);
    // One place to go needs no condition in front of it; inside a sentence a condition begins small.
    const before = otherwise.length === 1 || typeof lead !== 'string' ? [] : [`${lead.slice(0, 1).toLowerCase()}${lead.slice(1)}`];
    return [i === 0 ? '' : '; ', ...before, ...to];
  });
  const [before = '', after = ''] = say('card.skipped', { to: '\u0000' }).split('\u0000');
  return { kind: 'field', name: say('card.only_when'), line: [`${say(`guards.${when}`)}; ${before}`, ...ways, `${after}.`] };
};

const told = (sources: Sources, name: 'card.told_before' | 'card.told_here', telling: string | undefined): readonly Block[] => {
  if (telling === undefined) return [];
  const group = groupOfTelling(telling);
  return [{ kind: 'field', name: sources.say(name), line: [{ to: `t-${group}`, text: `«${sources.say(`told.groups.${group}.title`)}»` }] }];
};

const takes = (sources: Sources, step: string, ask: Ask): readonly Block[] => {
  const { say, words } = sources;
  const name = say('card.takes');
  const { reads } = ask;
  if (reads.kind !== 'choice') return [{ kind: 'field', name, line: [say(...readsKey(reads))] }];
  const listed = optionsOf(step, ask, words).filter(({ bare }) => !bare);
  const own = reads.options;
  const items = listed.map(({ value, label }): Line => [`«${label}»`, ...(own.includes(value) ? [' ', { code: value }] : [])]);
  return [{ kind: 'field', name, items, numbered: true }, ...(reads.ownWords === undefined ? [] : [ownWords(sources, step, reads.ownWords, own)])];
};

/** Phrases that suggest an option. */
const ownWords = (sources: Sources, step: string, list: string, options: readonly string[]): Block => {
  const phrases = (option: string): readonly string[] => {
    const found = sources.words.tree(`keywords.${list}.${option}`);
    return Array.isArray(found) ? found : [];
  };
  const items = options
    .filter((option) => phrases(option).length > 0)
    .map((option): Line => [{ italic: sources.words.say(`q.${step}.options.${option}`) }, `: ${phrases(option).join(', ')}`]);
  return { kind: 'field', name: sources.say('card.own_words'), items };
};

const readsKey = (reads: Exclude<ReadsSpec, { kind: 'choice' }>): [string, Record<string, string | number>?] => {
  switch (reads.kind) {
    case 'day':
      return [reads.past === true ? 'reads.day_past' : 'reads.day'];
    case 'money':
      return [reads.monthly === true ? 'reads.money_monthly' : 'reads.money'];
    case 'number':
      return [reads.unit === undefined ? 'reads.number' : `reads.number_${reads.unit}`, { least: reads.least ?? 0, most: (reads.most ?? MOST).toLocaleString('vi-VN') }];
    default:
      return [`reads.${reads.kind}`];
  }
};
/** The reader's own limit where a question names none (`interpret`). */
const MOST = 40_000;

const unknownField = (sources: Sources, step: string, ask: Ask, rows: readonly Row[]): Block => {
  const { say, words } = sources;
  const name = say('card.unknown');
  if (ask.mustKnow) return { kind: 'field', name, line: [`${say('unknown.must')} «${words.say('refusals.must_know')}»`] };
  const left = rowsAfter(sources.flow, step, ask, rows, UNKNOWN);
  return { kind: 'field', name, line: [left.length === rows.length ? say('unknown.one') : say('unknown.routed', { rows: rowsSaid(sources, left) })] };
};

const noneField = (sources: Sources, step: string, ask: Ask, rows: readonly Row[]): Block => {
  const { say } = sources;
  const effect = say(`none.${noneEffect(sources.flow, step, ask)}`);
  const left = rowsAfter(sources.flow, step, ask, rows, NONE);
  const line = left.length === rows.length ? say('none.one', { effect }) : say('none.routed', { effect, rows: rowsSaid(sources, left) });
  return { kind: 'field', name: say('card.none'), line: [line] };
};

/** `2, 3 hoặc 4`. */
const rowsSaid = ({ say }: Sources, rows: readonly number[]): string => {
  const last = rows.at(-1);
  const list = rows.length < 2 ? `${last}` : `${rows.slice(0, -1).join(', ')} ${say('card.or')} ${last}`;
  return say('card.rows', { rows: list });
};

/** Guards that some route turns on. */
export const guardsUsed = ({ flow }: Sources): ReadonlySet<string> =>
  new Set(Object.values(flow.steps).flatMap((step) => branchesOf(step).flatMap(({ when }) => (when === undefined ? [] : [when]))));
