/** The fear: folding gates into readable routes changes where an answer leads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claim } from '../../flows/index.js';
import { routesOf } from '../../src/book/index.js';
import { branchesOf } from '../../src/conversation/index.js';

const routes = routesOf(claim);
const guards = Object.keys(claim.guards);
const asks = Object.entries(claim.steps).flatMap(([name, step]) => (step.type === 'ask' ? [name] : []));
type Holding = ReadonlySet<string>;

/** As the machine goes: the first branch whose guard holds, through gates, to a question or an end. */
const goes = (step: string, holding: Holding): string => {
  const branch = branchesOf(claim.steps[step] ?? { type: 'end' }).find(({ when }) => when === undefined || holding.has(when));
  if (branch === undefined) return 'nowhere';
  return claim.steps[branch.to]?.type === 'gate' ? goes(branch.to, holding) : branch.to;
};

/** As the book reads: the first row whose conditions all hold, through junctions and questions that are skipped. */
const reads = (step: string, holding: Holding): string => taken(routes.rowsOf(step), holding);
const taken = (rows: ReturnType<typeof routes.rowsOf>, holding: Holding): string => {
  const row = rows.find(({ when }) => when.every((guard) => holding.has(guard)));
  if (row === undefined) return 'nowhere';
  if (row.to.kind === 'junction') return reads(row.to.step, holding);
  if (row.to.kind === 'end' || !row.to.optional) return row.to.step;
  const asked = routes.askedWhen(row.to.step);
  if (asked === undefined) return 'a skipped question without its condition';
  return holding.has(asked.when) ? row.to.step : taken(asked.otherwise, holding);
};

describe('routes as the book has them', () => {
  it('lead where the machine leads, whatever holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...asks), fc.subarray(guards), (step, some) => {
        const holding = new Set(some);
        expect(reads(step, holding)).toBe(goes(step, holding));
      }),
      { numRuns: 400 },
    );
  });

  it('lead there too when nothing holds and when everything does', () => {
    for (const step of asks) for (const holding of [new Set<string>(), new Set(guards)]) expect(reads(step, holding)).toBe(goes(step, holding));
  });
});
