/**
 * Owns where an answer leads, in an order a person can read: gates are folded into the list of the question before them. Two kinds
 * stay: a wide gate that many questions share is printed once (`junction`), and a gate that only skips a question is told at that question.
 */
import { type Branch, branchesOf, type Flow } from '../conversation/index.js';

export type Target =
  | { readonly kind: 'question'; readonly step: string /** Asked only when needed. */; readonly optional: boolean }
  | { readonly kind: 'junction'; readonly step: string }
  | { readonly kind: 'end'; readonly step: string };
/** The first row whose conditions all hold is taken. */
export type Row = { readonly when: readonly string[]; readonly to: Target; readonly nextItem: boolean };

/** `askedWhen`: the guard of a question behind a skipping gate, and where one goes without it. */
export type Routes = {
  readonly junctions: readonly string[];
  readonly rowsOf: (step: string) => readonly Row[];
  readonly askedWhen: (step: string) => { readonly when: string; readonly otherwise: readonly Row[] } | undefined;
};

export const routesOf = (flow: Flow): Routes => {
  const into = (step: string): readonly string[] => [
    ...new Set(Object.entries(flow.steps).flatMap(([from, found]) => (branchesOf(found).some(({ to }) => to === step) ? [from] : []))),
  ];
  const gates = Object.entries(flow.steps).filter(([, step]) => step.type === 'gate');
  const skips = new Map(gates.flatMap(([name]) => (isSkip(flow, name, into) ? [[branches(flow, name)[0]?.to ?? '', name] as const] : [])));
  const skipping = new Map([...skips].map(([question, gate]) => [gate, question]));
  const junctions = gates.filter(([name, step]) => !skipping.has(name) && branchesOf(step).length >= 3 && into(name).length >= 3).map(([name]) => name);

  const targetOf = (step: string): Target | undefined => {
    if (flow.steps[step]?.type === 'ask') return { kind: 'question', step, optional: false };
    if (flow.steps[step]?.type === 'end') return { kind: 'end', step };
    if (junctions.includes(step)) return { kind: 'junction', step };
    const question = skipping.get(step);
    return question === undefined ? undefined : { kind: 'question', step: question, optional: true };
  };
  const fold = (when: readonly string[], branch: Branch<string>): readonly Row[] => {
    const conditions = branch.when === undefined ? when : [...when, branch.when];
    const to = targetOf(branch.to);
    if (to !== undefined) return [{ when: conditions, to, nextItem: branch.nextItem === true }];
    return branches(flow, branch.to).flatMap((inner) => fold(conditions, inner));
  };
  return {
    junctions,
    rowsOf: (step) => branches(flow, step).flatMap((branch) => fold([], branch)),
    askedWhen: (step) => {
      const gate = skips.get(step);
      const [asked, other] = gate === undefined ? [] : branches(flow, gate);
      if (asked?.when === undefined || other === undefined) return undefined;
      return { when: asked.when, otherwise: fold([], other) };
    },
  };
};

const branches = (flow: Flow, name: string): readonly Branch<string>[] => {
  const step = flow.steps[name];
  if (step === undefined) throw new Error(`the flow has no step ${name}`);
  return branchesOf(step);
};

/** Two ways, the first to a question that is reached only so, and whose answers go on to the second. */
const isSkip = (flow: Flow, gate: string, into: (step: string) => readonly string[]): boolean => {
  const [first, second, ...more] = branches(flow, gate);
  if (first?.when === undefined || second === undefined || second.when !== undefined || more.length > 0) return false;
  if (flow.steps[first.to]?.type !== 'ask' || into(first.to).length !== 1) return false;
  return branches(flow, first.to).some(({ to }) => to === second.to);
};
