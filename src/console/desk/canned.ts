/** Owns an office's canned answers, their places filled for one case. */
import type { CaseView } from '../../desk/index.js';
import { query } from '../../storage/index.js';
import type { Ctx } from '../routes.js';

const ofOffice = query<{ office: string }>()((db, p) =>
  db
    .selectFrom('canned_answer')
    .select(['name', 'text'])
    .where((eb) => eb.or([eb('office_id', '=', p('office')), eb('office_id', 'is', null)]))
    .orderBy('name'),
);

/** An answer with a place that this case cannot fill is left out: braces never reach a person. */
export const cannedFor = (ctx: Ctx, view: CaseView): readonly { readonly name: string; readonly text: string }[] => {
  const values: Readonly<Record<string, string>> = {
    name: view.place.name,
    reference: view.reference ?? '',
    agency: view.handovers.at(-1)?.agency ?? '',
    officer: ctx.officer.name,
    office: ctx.officer.officeName,
  };
  return ctx.db.read.all(ofOffice, { office: ctx.officer.officeId }).flatMap(({ name, text }) => {
    const filled = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, place: string) => values[place] || whole);
    return filled.includes('{{') ? [] : [{ name, text: filled }];
  });
};
