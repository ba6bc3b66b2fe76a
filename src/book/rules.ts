/** Owns chapter 6: every rule by which the program concludes or reckons, in words, with its articles and what it assumes. */
import type { Block } from './blocks.js';
import { ruleGroups, rulesInOrder } from './rule-cites.js';
import type { Sources } from './sources.js';
import { bareNumber, citations, newestOf, shownNumber } from './words.js';

export const ruleBlocks = (sources: Sources): readonly Block[] => [
  { kind: 'paragraph', line: [sources.say('rules_intro')] },
  ...Object.keys(ruleGroups).flatMap((group): readonly Block[] => [
    { kind: 'heading', level: 2, text: sources.say(`rule_groups.${group}`) },
    ...rulesInOrder.filter((rule) => rule.group === group).flatMap((rule) => oneRule(sources, rule)),
  ]),
];

const oneRule = (sources: Sources, { id, cites, number }: (typeof rulesInOrder)[number]): readonly Block[] => {
  const { say, words } = sources;
  const assumption = words.has(`book.rules.${id}.assumption`) ? [{ kind: 'field', name: say('rules_assumes'), line: [say(`rules.${id}.assumption`)] } as const] : [];
  return [
    { kind: 'heading', level: 3, text: `${number}. ${say(`rules.${id}.title`)}`, id: `r-${id}` },
    { kind: 'paragraph', line: [say(`rules.${id}.text`, numbersFor(sources, cites))] },
    ...assumption,
    { kind: 'field', name: say('rules_cites'), line: citations(sources, cites) },
  ];
};

/** The numbers a rule's words may name: those of the entries it rests on, `{{limitation.claim}}` with its unit, `{{n.limitation.claim}}` alone. */
const numbersFor = (sources: Sources, cites: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    cites.flatMap((id) => {
      const entry = newestOf(sources, id);
      return [[id, shownNumber(sources, entry)] as const, [`n.${id}`, bareNumber(entry)] as const];
    }),
  );
