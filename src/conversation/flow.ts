/**
 * Owns the builders of which flows are made, and the XState machine they become. A flow is a list that can be read aloud:
 * `ask` stops for an answer, `gate` only routes, `end` finishes. Does not own words (locales) nor what law says (src/law).
 */
import { createHash } from 'node:crypto';
import { assign, type SnapshotFrom, setup } from 'xstate';
import type { Day } from '../basics/index.js';
import type { Facts } from '../law/facts.js';
import type { Answers } from './answers.js';
import type { Also, ReadsSpec } from './reads.js';

/** A guard is a sentence about what is known: pure, no clock (the day is `facts.assessed_on`). */
export type Guards = Readonly<Record<string, (facts: Facts, answers: Answers) => boolean>>;

/** Where an answer leads: the first branch whose guard holds, else the one without a guard. */
export type Branch<G extends string> = { readonly when?: G; readonly to: string /** The list's next item begins. */; readonly nextItem?: true };
export type Then<G extends string> = string | readonly Branch<G>[];

export type Ask<G extends string = string> = {
  readonly type: 'ask';
  readonly reads: ReadsSpec & Also;
  readonly then: Then<G>;
  /** Law entries shown by `vì sao?` for the question itself. */
  readonly cites?: readonly string[];
  /** Telling said before the question when it is first reached: see `flows/tellings.ts`. */
  readonly tells?: string;
  /** The list this question belongs to: it is stored as `list.1.name`. */
  readonly list?: string;
  /** `'unknown'` is refused, with the reason in `locales`: only where the Law itself needs the answer. */
  readonly mustKnow?: true;
  /** Not put before this is there. */
  readonly waitsFor?: 'dossier';
};
export type Gate<G extends string = string> = { readonly type: 'gate'; readonly then: readonly Branch<G>[] };
/** `wakes`: an officer is asked to look, and why. `waitsFor`: not told before this is there. */
export type End = { readonly type: 'end'; readonly tells?: string; readonly wakes?: 'law_unknown' | 'asked'; readonly waitsFor?: 'dossier' };
export type Step<G extends string = string> = Ask<G> | Gate<G> | End;

/** The builders, bound to a flow's guards so that a misspelt guard does not compile. */
export const buildersFor = <const S extends Guards>(_guards: S) => {
  type G = keyof S & string;
  return {
    ask: (spec: Omit<Ask<G>, 'type'>): Ask<G> => ({ type: 'ask', ...spec }),
    gate: (then: readonly Branch<G>[]): Gate<G> => ({ type: 'gate', then }),
    end: (spec: Omit<End, 'type'> = {}): End => ({ type: 'end', ...spec }),
  };
};

export type Flow = {
  readonly id: string;
  readonly first: string;
  readonly steps: Readonly<Record<string, Step>>;
  readonly guards: Guards;
  readonly factsOf: FactsOf;
  readonly machine: WalkMachine;
  /** Changes with anything that can change a route. */
  readonly hash: string;
};

export type WalkContext = {
  /** Worked out when a guard first asks: most questions lead on without one. */
  readonly facts: () => Facts;
  readonly answers: Answers;
  /** Item number of each list, from 1. */
  readonly items: Readonly<Record<string, number>>;
};
export type WalkEvent = { readonly type: 'ANSWER'; readonly facts: () => Facts; readonly answers: Answers };

/** The facts the law reads, out of the answers on the path; belongs to a flow because names are its own. */
export type FactsOf = (answers: Answers, today: Day) => Facts;

type WalkMachine = ReturnType<typeof machineOf>;
export type WalkState = SnapshotFrom<WalkMachine>;

/** Makes a flow; throws when a branch leads nowhere or names a guard that does not exist. */
export const makeFlow = <const S extends Readonly<Record<string, Step>>>(id: string, first: keyof S & string, steps: S, guards: Guards, factsOf: FactsOf): Flow => {
  for (const [name, step] of Object.entries<Step>(steps))
    for (const branch of branchesOf(step)) {
      if (!(branch.to in steps)) throw new Error(`flow ${id}: ${name} leads to ${branch.to}, which is not a step; name an existing step`);
      if (branch.when !== undefined && !(branch.when in guards)) throw new Error(`flow ${id}: ${name} asks the guard ${branch.when}, which is not defined`);
    }
  const hash = createHash('sha256')
    .update(JSON.stringify([id, first, steps]))
    .digest('base64url')
    .slice(0, 6);
  return { id, first, steps, guards, factsOf, machine: machineOf(id, first, steps, guards), hash };
};

/** Every branch of a step, in the order tried. */
export const branchesOf = (step: Step): readonly Branch<string>[] => (step.type === 'end' ? [] : typeof step.then === 'string' ? [{ to: step.then }] : step.then);

const noFacts = (): Facts => {
  throw new Error('a machine without input knows no facts');
};

const machineOf = (id: string, first: string, steps: Readonly<Record<string, Step>>, guards: Guards) => {
  const parts = setup({
    types: { context: {} as WalkContext, events: {} as WalkEvent, input: {} as Pick<WalkContext, 'facts' | 'answers'> },
    guards: Object.fromEntries(
      Object.entries(guards).map(([name, holds]) => [
        name,
        ({ context, event }: { context: WalkContext; event: WalkEvent }) => {
          const seen = event.type === 'ANSWER' ? event : context;
          return holds(seen.facts(), seen.answers);
        },
      ]),
    ),
    actions: {
      remember: assign(({ context, event }) => (event.type === 'ANSWER' ? { facts: event.facts, answers: event.answers } : context)),
      nextItem: assign(({ context }, params: { readonly list: string }) => ({
        items: { ...context.items, [params.list]: (context.items[params.list] ?? 1) + 1 },
      })),
    },
  });
  const transitions = (step: Step) =>
    branchesOf(step).map((branch) => ({
      ...(branch.when === undefined ? {} : { guard: branch.when }),
      target: branch.to,
      actions: [{ type: 'remember' as const }, ...(branch.nextItem && step.type === 'ask' ? [{ type: 'nextItem' as const, params: { list: step.list ?? '' } }] : [])],
    }));
  const state = (step: Step) => (step.type === 'ask' ? { on: { ANSWER: transitions(step) } } : step.type === 'gate' ? { always: transitions(step) } : { type: 'final' as const });
  return parts.createMachine({
    id,
    initial: first,
    // XState makes an actor without input at each pure step, and would make an error of it each time.
    context: ({ input }: { readonly input: Pick<WalkContext, 'facts' | 'answers'> | undefined }) => ({ facts: input?.facts ?? noFacts, answers: input?.answers ?? {}, items: {} }),
    states: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, state(step)])),
  });
};
