/** Owns walking the rules over the happenings: each step with its day, its state on the day asked, and its arithmetic. */
import type { Day } from '../../basics/index.js';
import { entryOn, type Entry, type Law, weakest } from '../entries.js';
import type { Line, Mark } from '../finding.js';
import { citation } from '../notes.js';
import { type Counted, countFrom, earliestOf, latestOf, line } from './count.js';
import { type Rule, rules } from './rules.js';
import type { Seen, Start } from './starts.js';
import type { Told } from './told.js';
import type { Deadline, Due, StepState } from './types.js';

export type Asked = { readonly on: Day; readonly field?: Seen['field']; readonly honour?: boolean | undefined };

/** Groups that stand still while the claim is postponed or suspended. */
const pausable: readonly string[] = ['acceptance', 'verification', 'negotiation', 'decision'];

export const stepsFrom = (told: Told, law: Law, asked: Asked): readonly Deadline[] => {
  const found: Deadline[] = [];
  const seen: Seen = {
    told,
    field: asked.field,
    honour: asked.honour === true,
    after: (id) => {
      const day = found.find((step) => step.id === id)?.dueDay;
      return day === undefined ? undefined : { day, trigger: id, basis: 'assumed' };
    },
  };
  for (const rule of rules) {
    const start = rule.from(seen);
    const entry = start && entryOn(law, typeof rule.entry === 'string' ? rule.entry : rule.entry(seen), start.day);
    if (start === undefined || entry === undefined) continue;
    found.push(stepOf(rule, entry, start, seen, law, asked.on));
  }
  return found;
};

const stepOf = (rule: Rule, entry: Entry, start: Start, seen: Seen, law: Law, today: Day): Deadline => {
  const base = entry.value ?? (rule.id === 'raise_in_criminal_case' ? 1 : 0);
  const longer = prolonging(rule, base, start, seen, law);
  const unit = rule.unit ?? (entry.unit === 'year' || entry.unit === 'working_day' ? entry.unit : 'day');
  const count = base + longer.days;
  const silent = rule.silent?.(seen);
  const ends = rule.id === 'postponement_ends' ? seen.told.postponed?.until : undefined;
  const counted: Counted =
    ends !== undefined ? until(ends, countFrom(law, start.day, { count, unit, moves: false })) : countFrom(law, start.day, { count, unit, moves: rule.actor !== 'law' });
  const pause = pausable.includes(rule.group) ? paused(seen.told, start, rule, today) : 'no';
  const why = silent ?? (pause === 'no' ? undefined : pause === 'now' ? 'clock_paused' : 'clock_after_pause');
  const due: Due = why === undefined ? counted.due : { kind: 'unknown', why: `law.unknown.${why}` };
  const doubt = rule.doubt?.(seen);
  const lines: readonly Line[] = [
    ...(start.basis === 'assumed' ? [line('assumed_start', { from: start.day })] : []),
    ...longer.lines,
    ...(why === undefined ? counted.lines : []),
    ...(doubt === undefined ? [] : [line(`doubt_${doubt}`)]),
  ];
  const doneOn = seen.told.since(start.basis === 'assumed' ? '0000-01-01' : start.day, ...rule.done)?.on;
  const marks: readonly Mark[] = [entry.mark, ...longer.marks, ...(doubt === undefined ? [] : (['unsure'] as const)), ...(isDoubtful(due) ? (['unsure'] as const) : [])];
  return {
    id: rule.id,
    group: rule.group,
    actor: rule.actor,
    trigger: start.trigger,
    from: start.day,
    basis: start.basis,
    count,
    unit,
    due,
    dueDay: latestOf(due),
    safeDay: rule.actor !== 'claimant' || due.kind === 'unknown' ? undefined : counted.plain,
    state: stateOf(rule, start, due, doneOn, pause, seen.told, today),
    doneOn,
    after: rule.after,
    cite: citation(entry),
    mark: weakest(marks),
    lines,
  };
};

const isDoubtful = (due: Due): boolean => due.kind !== 'sure' || due.provisional;

/** Days agreed on top, at most what the Law allows. */
const prolonging = (rule: Rule, base: number, start: Start, seen: Seen, law: Law): { readonly days: number; readonly lines: readonly Line[]; readonly marks: readonly Mark[] } => {
  const days = rule.prolonged === undefined ? 0 : seen.told.prolonged(rule.prolonged.by, start.day);
  const most = rule.prolonged === undefined ? undefined : entryOn(law, rule.prolonged.most, start.day);
  const longest = most?.value ?? 0;
  if (days === 0 || most === undefined) return { days: 0, lines: [], marks: [] };
  const allowed = Math.min(days, longest);
  const values = { base, days: allowed, told: days, article: most.article };
  return { days: allowed, lines: [line(allowed === days ? 'prolonged' : 'prolonged_too_long', values)], marks: [most.mark] };
};

const until = (day: Day, longest: Counted): Counted => ({
  due: { kind: 'sure', day, provisional: false },
  plain: day,
  lines: [line('until', { due: day }), ...(longest.plain !== undefined && day > longest.plain ? [line('longer_than_allowed', { most: longest.plain })] : [])],
});

/** Whether a step that had begun stands still now, or did: then nothing says how the rest of its days is counted. */
const paused = (told: Told, start: Start, rule: Rule, today: Day): 'no' | 'now' | 'before' => {
  const pause = told.last('suspended', 'postponed');
  if (pause === undefined || start.day > pause.on || pause.on > today) return 'no';
  const done = told.since(start.day, ...rule.done);
  if (done !== undefined) return 'no';
  const again = told.since(pause.on, 'resumed');
  return again !== undefined && again.on <= today ? 'before' : 'now';
};

const stateOf = (rule: Rule, start: Start, due: Due, doneOn: Day | undefined, pause: 'no' | 'now' | 'before', told: Told, today: Day): StepState => {
  const latest = latestOf(due);
  if (doneOn !== undefined) return latest !== undefined && doneOn > latest ? 'done_late' : 'done';
  if (rule.overBy !== undefined && told.has(...rule.overBy)) return 'over';
  if (pause === 'now') return 'paused';
  if (start.basis === 'assumed') return 'expected';
  const earliest = earliestOf(due);
  if (latest === undefined || earliest === undefined) return 'unsure';
  if (today > latest) return rule.actor === 'law' ? 'done' : 'passed';
  return today > earliest ? 'unsure' : 'waiting';
};
