/** Owns an office's canned answers, their places filled for one case. */
import type { CaseView } from '../../desk/index.js';
import { cannedAnswers, fillCanned, officeById } from '../../office/index.js';
import type { Ctx } from '../routes.js';

/** An answer with a place that this case cannot fill is left out: braces never reach a person. */
export const cannedFor = (ctx: Ctx, view: CaseView): readonly { readonly name: string; readonly text: string }[] => {
  const values = {
    name: view.place.name,
    reference: view.reference ?? '',
    hours: hoursOf(ctx),
    agency: view.handovers.at(-1)?.agency ?? '',
    officer: ctx.officer.name,
    office: ctx.officer.officeName,
  };
  return cannedAnswers(ctx.db.read, ctx.officer.officeId).flatMap(({ name, text }) => {
    const filled = fillCanned(text, values);
    return filled.missing.length > 0 ? [] : [{ name, text: filled.text }];
  });
};

const hoursOf = (ctx: Ctx): string => (officeById(ctx.db.read, ctx.officer.officeId)?.hours.spans ?? []).map(([from, to]) => `${from}–${to}`).join(', ');
