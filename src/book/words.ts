/** Owns how words of the program are shown in the book: placeholders by their Vietnamese name, law entries by article, targets by number. */
import { showNumber } from '../basics/index.js';
import { type Entry, weakest } from '../law/index.js';
import type { Block, Line, Span } from './blocks.js';
import type { Row, Target } from './routes.js';
import type { Sources } from './sources.js';

/** The one law that is meant when no document is named. */
export const LAW = 'Luật 10/2017/QH14';

/** Text as it lies in locales, `{{years}}` shown as `[số năm]`. Throws on a placeholder without a name. */
const shown = ({ say }: Sources, text: string): string => text.trim().replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, name: string) => `[${say(`places.${name}`)}]`);

/** Words at a key of the locales, a line each. */
export const quoteOf = (sources: Sources, key: string): Block => ({ kind: 'quote', lines: linesAt(sources, key) });
export const linesAt = (sources: Sources, key: string): readonly Line[] => {
  const raw = sources.words.tree(key);
  if (typeof raw !== 'string') throw new Error(`no words at ${key}`);
  return shown(sources, raw)
    .split('\n')
    .map((line) => [line]);
};

/** `Đ6.1`, or `Đ13 NĐ 68/2018/NĐ-CP`. */
export const articleOf = (entry: Entry): string => (entry.document === LAW ? entry.article : `${entry.article} ${entry.document}`);

/** Every entry there ever was under an id, newest last. */
export const entriesOf = ({ law }: Sources, id: string): readonly Entry[] => {
  const found = law.entries.get(id);
  if (found === undefined) throw new Error(`data/law has no entry ${id}`);
  return [...found].sort((a, b) => (a.from < b.from ? -1 : 1));
};
export const newestOf = (sources: Sources, id: string): Entry => {
  const entry = entriesOf(sources, id).at(-1);
  if (entry === undefined) throw new Error(`data/law has no entry ${id}`);
  return entry;
};

/** `3 năm`, `50 %`, `0,5 ngày lương cơ sở`; empty for a rule without a number. */
export const shownNumber = ({ say }: Sources, entry: Entry): string => (entry.value === null ? '' : say(`units.${entry.unit}`, { n: bareNumber(entry) }));

/** The number alone, a share in per cent. */
export const bareNumber = ({ value, unit }: Entry): string => {
  const n = (value ?? 0) * (unit === 'share' || unit === 'rate_per_year' ? 100 : 1);
  return Number.isInteger(n) ? showNumber(n) : String(n).replace('.', ',');
};

/** Points of chapter 5 that touch an entry. */
export const openNumbers = ({ open }: Sources, id: string): readonly number[] => open.questions.flatMap(({ entries }, i) => (entries.includes(id) ? [i + 1] : []));

/** Cited entries, each article once, with its weakest mark when that is not `verified`, and the open points about it. */
export const citations = (sources: Sources, ids: readonly string[]): Line => {
  const { say } = sources;
  const articles = [...new Set(ids.map((id) => articleOf(newestOf(sources, id))))];
  return articles.flatMap((article, i): Line => {
    const same = ids.filter((id) => articleOf(newestOf(sources, id)) === article);
    const mark = weakest(same.map((id) => newestOf(sources, id).mark));
    const points = [...new Set(same.flatMap((id) => openNumbers(sources, id)))].sort((a, b) => a - b);
    const doubts = [...(mark === 'verified' ? [] : [say(`marks.${mark}`)]), ...(points.length === 0 ? [] : [say('card.open_point', { numbers: points.join(', ') })])];
    return [i === 0 ? '' : '; ', { to: `e-${same[0]}`, text: article }, doubts.length === 0 ? '' : ` (${doubts.join('; ')})`];
  });
};

const targetSpan = (sources: Sources, { kind, step }: Target, junctions: readonly string[], optional = false): Span => {
  const { say, words } = sources;
  switch (kind) {
    case 'question':
      return { to: `q-${step}`, text: say(optional ? 'card.to_optional' : 'card.to_question', { number: sources.questionNumber(step), label: words.say(`q.${step}.label`) }) };
    case 'junction':
      return { to: `x-${step}`, text: say('card.to_junction', { number: junctionNumber(junctions, step), label: say(`junctions.${step}.title`) }) };
    case 'end':
      return { to: `k-${step}`, text: say('card.to_end', { number: sources.endNumber(step), label: say(`ends.${step}`) }) };
  }
};

export const junctionNumber = (junctions: readonly string[], step: string): string => `X${junctions.indexOf(step) + 1}`;

/** `Nếu chọn «Có»: câu 12 «…»`. A single row without condition is said as such. */
export const rowLine = (sources: Sources, row: Row, only: boolean, junctions: readonly string[]): Line => {
  const { say } = sources;
  const conditions = row.when.map((guard) => say(`guards.${guard}`)).join(` ${say('card.and')} `);
  const lead = row.when.length > 0 ? say('card.if', { conditions }) : say(only ? 'card.any' : 'card.else');
  const to = targetSpan(sources, row.to, junctions, row.to.kind === 'question' && row.to.optional);
  return row.nextItem && typeof to === 'object' && 'to' in to ? [`${lead} → `, { ...to, text: say('card.next_item', { to: to.text }) }] : [`${lead} → `, to];
};
