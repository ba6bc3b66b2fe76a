/** Owns the forms of an agency's page: what comes next open, the rest one click away; date, number, signer, paper, and what each paper says. */
import type { Words } from '../../wording/index.js';
import { actGroups, actOf, agencyActs, type Act, type ActField } from '../../procedure/index.js';
import type { AgencyPlace } from '../port.js';

type Given = { readonly words: Words; readonly place: AgencyPlace; readonly base: string; readonly wrong: string | undefined; readonly form: () => string };

export const ActForms = ({ words, place, base, wrong, form }: Given) => {
  const say = words.say;
  const next = place.next.map(actOf).filter((act) => act !== undefined);
  const rest = agencyActs.filter(({ kind }) => !place.next.includes(kind));
  return (
    <section aria-labelledby="forms">
      <h2 id="forms">{say('agency.forms')}</h2>
      <p class="small">{say('agency.forms_about')}</p>
      {next.map((act, i) => (
        <ActForm words={words} place={place} base={base} act={act} open={wrong === undefined ? i === 0 : act.kind === wrong} form={form()} />
      ))}
      <details class="more" open={wrong !== undefined && !place.next.some((kind) => kind === wrong)}>
        <summary>{say('agency.more')}</summary>
        {actGroups.map((group) => {
          const acts = rest.filter((act) => act.group === group);
          return acts.length === 0 ? null : (
            <>
              <h3>{say(`agency.group.${group}`)}</h3>
              {acts.map((act) => (
                <ActForm words={words} place={place} base={base} act={act} open={act.kind === wrong} form={form()} />
              ))}
            </>
          );
        })}
      </details>
    </section>
  );
};

type One = { readonly words: Words; readonly place: AgencyPlace; readonly base: string; readonly act: Act; readonly open: boolean; readonly form: string };

const ActForm = ({ words, place, base, act, open, form }: One) => {
  const say = words.say;
  const id = (name: string): string => `${act.kind}-${name}`;
  const own = `agency.act.${act.kind}.on`;
  return (
    <details class="act" open={open} id={act.kind}>
      <summary>
        {say(`agency.act.${act.kind}.do`)}
        {act.form === undefined ? null : <span class="small"> {say('agency.form_number', { number: act.form })}</span>}
      </summary>
      <form method="post" action={base} enctype="multipart/form-data">
        <input type="hidden" name="kind" value={act.kind} />
        <input type="hidden" name="form" value={form} />
        {act.fields.map((field) => (
          <Field words={words} id={id(field)} name={field} />
        ))}
        {(place.extras[act.kind] ?? []).map((extra) => (
          <div class="field">
            <label for={id(extra.name)}>{say(`agency.field.${extra.name}`)}</label>
            {extra.kind === 'choice' || extra.kind === 'yes_no' ? (
              <select id={id(extra.name)} name={extra.name} required>
                <option value="">{say('agency.choose')}</option>
                {(extra.kind === 'choice' ? extra.options : ['yes', 'no']).map((option) => (
                  <option value={option}>{say(`agency.option.${extra.name}.${option}`)}</option>
                ))}
              </select>
            ) : (
              <input id={id(extra.name)} name={extra.name} type={extra.kind === 'day' ? 'date' : 'number'} min={extra.kind === 'count' ? 1 : undefined} required />
            )}
          </div>
        ))}
        <div class="field">
          <label for={id('on')}>{say(words.has(own) ? own : 'agency.field.on')}</label>
          <input id={id('on')} name="on" type="date" value={place.today} max={act.kind === 'invited' ? undefined : place.today} required />
        </div>
        <div class="field two">
          <div>
            <label for={id('number')}>{say('agency.field.number')}</label>
            <input id={id('number')} name="number" maxlength={60} autocomplete="off" />
          </div>
          <div>
            <label for={id('signer')}>{say('agency.field.signer')}</label>
            <input id={id('signer')} name="signer" maxlength={120} autocomplete="off" />
          </div>
        </div>
        <div class="field">
          <label for={id('paper')}>{say('agency.field.paper')}</label>
          <input id={id('paper')} name="paper" type="file" accept="application/pdf,image/*" />
        </div>
        <button class="button" type="submit">
          {say('agency.send')}
        </button>
      </form>
    </details>
  );
};

const Field = ({ words, id, name }: { readonly words: Words; readonly id: string; readonly name: ActField }) => {
  const say = words.say;
  if (name === 'how')
    return (
      <fieldset class="field">
        <legend>{say('agency.field.how')}</legend>
        {['hand', 'post', 'advance'].map((way) => (
          <label class="check">
            <input type="radio" name="how" value={way} required /> {say(`agency.option.how.${way}`)}
          </label>
        ))}
        <label for={`${id}-posted`}>{say('agency.field.posted')}</label>
        <input id={`${id}-posted`} name="posted" type="date" />
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>{say(`agency.field.${name}`)}</label>
      {name === 'items' || name === 'reason' ? (
        <textarea id={id} name={name} rows={name === 'items' ? 4 : 2} maxlength={4000} required={name === 'items'} />
      ) : name === 'purpose' ? (
        <select id={id} name={name}>
          {['verification', 'negotiation', 'session'].map((option) => (
            <option value={option}>{say(`agency.option.purpose.${option}`)}</option>
          ))}
        </select>
      ) : (
        <input id={id} name={name} maxlength={300} type={name === 'at' ? 'time' : 'text'} inputmode={name === 'amount' ? 'numeric' : undefined} autocomplete="off" />
      )}
    </div>
  );
};
