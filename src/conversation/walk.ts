/**
 * Owns where an interview stands: the first question without an answer, found by walking the machine over the answers. Pure.
 * Answers that are no longer on the path, or no longer among the options, stay stored and count for nothing.
 */
import { type AnyActorScope, createActor, initialTransition, type SnapshotFrom } from 'xstate';
import type { Day } from '../basics/index.js';
import type { Facts } from '../law/facts.js';
import { type Answers, type AnswerValue, keyOf } from './answers.js';
import { stillFits } from './fits.js';
import type { Ask, Flow } from './flow.js';

export type Position = {
  /** The step stood on: an `ask` without an answer that fits, or an `end`. */
  readonly step: string;
  /** The key its answer would be stored under; absent at an end. */
  readonly key?: string;
  readonly item: number;
  /** Keys of the answers on the path, in the order asked. */
  readonly path: readonly string[];
  /** What is known: only from answers on the path. */
  readonly facts: Facts;
  readonly answers: Answers;
  /** Item number of each list. */
  readonly items: Readonly<Record<string, number>>;
};

/** Walks from the start. Cost: about 20 µs a step. */
export const walk = (flow: Flow, given: Answers, today: Day): Position => {
  const [start] = initialTransition(flow.machine, { facts: factsLater(flow, {}, today), answers: {} });
  return advance(flow, start, [], given, today);
};

/** Goes on from a position already known to be right, after its question was answered in `given`. */
export const walkOn = (flow: Flow, from: Pick<Position, 'step' | 'items' | 'path'>, given: Answers, today: Day): Position => {
  const answers = Object.fromEntries(from.path.filter((key) => key in given).map((key) => [key, given[key] as AnswerValue]));
  const facts = factsLater(flow, answers, today);
  // Standing still needs no machine: half of a turn's walking was making one to learn that nothing moves.
  const step = flow.steps[from.step];
  if (step?.type === 'ask') {
    const { key, item } = keyAt(from.step, step, from.items);
    const value = given[key];
    if (value === undefined || !stillFits(step, value)) return positionOf({ step: from.step, key, item, path: from.path, answers, items: from.items }, facts);
  }
  return advance(flow, flow.machine.resolveState({ value: from.step, context: { facts, answers, items: from.items } }), from.path, given, today);
};

/**
 * What XState asks a transition to stand in. Ours start no actors and do nothing but `assign`, so one serves all: its own `transition` makes
 * an actor with its first state each time, a twentieth of a turn.
 */
const scopes = new WeakMap<Flow, AnyActorScope>();
const scopeOf = (flow: Flow): AnyActorScope => {
  const known = scopes.get(flow);
  if (known) return known;
  const self = createActor(flow.machine, { input: { facts: factsLater(flow, {}, START), answers: {} } });
  const nothing = (): void => undefined;
  const made: AnyActorScope = { self, id: '', sessionId: '', system: self.system, logger: nothing, defer: nothing, stopChild: nothing, emit: nothing, actionExecutor: nothing };
  scopes.set(flow, made);
  return made;
};
/** Of the actor that is never started; no step looks at it. */
const START: Day = '2026-01-01';

const LONGEST = 2_000;

const advance = (flow: Flow, from: SnapshotFrom<Flow['machine']>, before: readonly string[], given: Answers, today: Day): Position => {
  let state = from;
  const path = [...before];
  const answers: Record<string, AnswerValue> = { ...state.context.answers };
  let facts = state.context.facts;
  for (let n = 0; n < LONGEST; n++) {
    const name = String(state.value);
    const step = flow.steps[name];
    if (step === undefined) throw new Error(`flow ${flow.id} has no step ${name}; was a step renamed without a migration?`);
    if (step.type !== 'ask') return positionOf({ step: name, item: 1, path, answers, items: state.context.items }, facts);
    const { key, item } = keyAt(name, step, state.context.items);
    const value = given[key];
    if (value === undefined || !stillFits(step, value)) return positionOf({ step: name, key, item, path, answers, items: state.context.items }, facts);
    answers[key] = value;
    path.push(key);
    const seen = { ...answers };
    facts = factsLater(flow, seen, today);
    state = flow.machine.transition(state, { type: 'ANSWER', facts, answers: seen }, scopeOf(flow)) as typeof state;
    if (String(state.value) === name && keyAt(name, step, state.context.items).key === key)
      throw new Error(`flow ${flow.id}: ${name} leads nowhere with this answer; give it a branch without a guard`);
  }
  throw new Error(`flow ${flow.id} went through ${LONGEST} steps without stopping; a list without an end?`);
};

/** Its facts are worked out when first looked at: a turn that only asks the next question needs none. */
const positionOf = (rest: Omit<Position, 'facts'>, facts: () => Facts): Position => ({
  ...rest,
  get facts() {
    return facts();
  },
});

/** The facts of these answers, worked out at the first call and once. */
const factsLater = (flow: Flow, answers: Answers, today: Day): (() => Facts) => {
  let known: Facts | undefined;
  return () => (known ??= flow.factsOf(answers, today));
};

const keyAt = (name: string, step: Ask, items: Readonly<Record<string, number>>): { readonly key: string; readonly item: number } => {
  const item = step.list === undefined ? 1 : (items[step.list] ?? 1);
  return { key: keyOf(name, step.list, item), item };
};
