/** Owns the fields of an office: drawn, read as posted, checked. */
import { type Hours, hoursSchema, type Office } from '../../office/index.js';
import { Field } from '../page.js';
import { provinceChoices } from '../provinces.js';
import type { Ctx } from '../routes.js';

const week = [1, 2, 3, 4, 5, 6, 0] as const;
/** What the form of an office holds. */
export type Draft = Pick<Office, 'name' | 'province' | 'approves'> & { readonly weekdays: readonly number[]; readonly spans: readonly (readonly [string, string])[] };

export const OfficeFields = ({ ctx, draft }: { readonly ctx: Ctx; readonly draft: Draft }) => {
  const say = ctx.words.say;
  return (
    <>
      <Field label={say('console.office.name')} name="name" hint={say('console.office.name_hint')}>
        <input id="name" name="name" required minlength={5} maxlength={160} value={draft.name} aria-describedby="name-hint" />
      </Field>
      <Field label={say('console.office.province')} name="province">
        <select id="province" name="province">
          <option value="">{say('console.office.whole_country')}</option>
          {provinceChoices(ctx.parts.law).map(({ code, name }) => (
            <option value={code} selected={code === draft.province}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <fieldset>
        <legend>{say('console.office.weekdays')}</legend>
        <div class="checks">
          {week.map((day) => (
            <label class="check">
              <input type="checkbox" name="weekday" value={String(day)} checked={draft.weekdays.includes(day)} /> {say(`console.weekday.d${day}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{say('console.office.hours')}</legend>
        {[0, 1].map((i) => (
          <div class="span">
            <label>
              {say(`console.office.${i === 0 ? 'morning' : 'afternoon'}`)}{' '}
              <input type="time" name={`from${i}`} value={draft.spans[i]?.[0] ?? ''} aria-label={say('console.office.from')} />
            </label>
            <label>
              {say('console.office.to')} <input type="time" name={`to${i}`} value={draft.spans[i]?.[1] ?? ''} />
            </label>
          </div>
        ))}
      </fieldset>
      <label class="check">
        <input type="checkbox" name="approves" value="yes" checked={draft.approves} /> {say('console.office.approves')}
      </label>
    </>
  );
};

/** As posted, not yet checked. */
export const formDraft = (ctx: Ctx): Draft => ({
  name: ctx.form.text('name'),
  province: ctx.form.text('province') === '' ? null : ctx.form.text('province'),
  approves: ctx.form.text('approves') === 'yes',
  weekdays: ctx.form
    .all('weekday')
    .filter((day) => /^[0-6]$/.test(day))
    .map(Number),
  spans: [0, 1].flatMap((i): (readonly [string, string])[] =>
    ctx.form.text(`from${i}`) === '' && ctx.form.text(`to${i}`) === '' ? [] : [[ctx.form.text(`from${i}`), ctx.form.text(`to${i}`)]],
  ),
});
type Checked = { readonly hours: Hours } | { readonly fault: string };
/** The hours when all is right, or what is wrong in words. */
export const checked = (ctx: Ctx, draft: Draft): Checked => {
  if (draft.name.length < 5 || draft.name.length > 160) return { fault: ctx.words.say('console.office.wrong_name') };
  if (draft.province !== null && !ctx.parts.law.provinces.has(draft.province)) return { fault: ctx.words.say('console.office.wrong_province') };
  const hours = hoursSchema.safeParse({ weekdays: draft.weekdays, spans: draft.spans });
  return hours.success ? { hours: hours.data } : { fault: ctx.words.say('console.office.wrong_hours') };
};

export const draftOf = (office: Office): Draft => ({
  name: office.name,
  province: office.province,
  approves: office.approves,
  weekdays: office.hours.weekdays,
  spans: office.hours.spans,
});
