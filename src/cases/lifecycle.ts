/**
 * Owns the phase of a case, stored and moved by a small machine: only these moves exist. Who owns the talk (bot, queue, officer) is
 * a column beside it with an epoch.
 */
import { createMachine, transition } from 'xstate';

export const phases = ['consent', 'triage', 'interview', 'review', 'ready', 'handed_over', 'in_procedure', 'closed'] as const;
export type Phase = (typeof phases)[number];

/** Forward one step at a time or back to what is asked again; a handed-over case is never un-handed. */
const moves: Readonly<Record<Phase, readonly Phase[]>> = {
  consent: ['triage'],
  triage: ['consent', 'interview', 'review', 'closed'],
  interview: ['triage', 'review', 'closed'],
  review: ['triage', 'interview', 'ready', 'closed'],
  ready: ['triage', 'interview', 'review', 'handed_over', 'in_procedure', 'closed'],
  handed_over: ['in_procedure', 'closed'],
  in_procedure: ['closed'],
  closed: ['triage', 'interview', 'in_procedure'],
};

const machine = createMachine({
  id: 'lifecycle',
  initial: 'consent',
  states: Object.fromEntries(phases.map((phase) => [phase, { on: Object.fromEntries(moves[phase].map((to) => [`TO_${to}`, { target: to }])) }])),
});

/** Every move worked out once: a turn only looks. */
const after = Object.fromEntries(
  phases.map((phase) => {
    const from = machine.resolveState({ value: phase });
    return [phase, Object.fromEntries(phases.map((wanted) => [wanted, transition(machine, from, { type: `TO_${wanted}` })[0].value]))];
  }),
) as Readonly<Record<Phase, Readonly<Record<Phase, Phase>>>>;

/** The phase after wanting to be in `wanted`: unchanged when there is no such move. */
export const movedTo = (phase: Phase, wanted: Phase): Phase => after[phase][wanted];
