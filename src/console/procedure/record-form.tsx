/** Owns recording a step by an officer: first which, the likely ones at hand, then exactly the fields its paper has. Works without script. */
import { randomId } from '../../basics/index.js';
import { type Extra, extrasOf, isStepKind, type StepKind } from '../../conversation/index.js';
import { actGroups, actOf, actsNext, agencyActs, type ActField } from '../../procedure/index.js';
import { Csrf, Field } from '../page.js';
import type { Frame } from './frame.js';

/** What a person tells; officers may record it too. */
const personsActs = ['lodged', 'supplement_sent', 'resume_asked', 'postponement_asked', 'withdrawn', 'honour_replied', 'honour_asked', 'sued'] as const;
/** Kinds an officer may record. */
export const recordable = (kind: string): kind is StepKind => isStepKind(kind) && (actOf(kind) !== undefined || personsActs.some((one) => one === kind));

export const Record = ({ frame, told, asked }: { readonly frame: Frame; readonly told: readonly StepKind[]; readonly asked: string }) => {
  const { words, say, base } = frame;
  const next = told.length === 0 ? (['lodged', 'receipt_confirmed'] as const) : actsNext(new Set(told));
  const name = (kind: StepKind): string => words.say(`agency.act.${kind}.name`);
  return (
    <section aria-labelledby="record">
      <h2 id="record">{say('case.record')}</h2>
      <p class="line">
        {next.map((kind) => (
          <a class="quiet" href={`${base}?kind=${kind}#record`} {...(asked === kind ? { 'aria-current': 'true' } : {})}>
            {name(kind)}
          </a>
        ))}
      </p>
      <form class="line" method="get" action={`${base}#record`}>
        <Field label={say('case.other')} name="which">
          <select id="which" name="kind">
            <optgroup label={say('case.persons')}>
              {personsActs.map((kind) => (
                <option value={kind} selected={kind === asked}>
                  {name(kind)}
                </option>
              ))}
            </optgroup>
            {actGroups.map((group) => (
              <optgroup label={words.say(`agency.group.${group}`)}>
                {agencyActs
                  .filter((act) => act.group === group)
                  .map(({ kind }) => (
                    <option value={kind} selected={kind === asked}>
                      {name(kind)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </Field>
        <button class="quiet" type="submit">
          {say('case.choose')}
        </button>
      </form>
      {recordable(asked) ? <One frame={frame} kind={asked} /> : null}
    </section>
  );
};

const One = ({ frame, kind }: { readonly frame: Frame; readonly kind: StepKind }) => {
  const { words, say, base, csrf, today } = frame;
  return (
    <form class="panel" method="post" action={`${base}/record`}>
      <Csrf token={csrf} />
      <input type="hidden" name="form" value={randomId()} />
      <input type="hidden" name="kind" value={kind} />
      <h3>{words.say(`agency.act.${kind}.name`)}</h3>
      <div class="line">
        <Field label={say('case.on')} name="on">
          <input id="on" name="on" type="date" required value={today} max={kind === 'invited' ? undefined : today} />
        </Field>
        <Field label={say('case.number')} name="number">
          <input id="number" name="number" maxlength={60} />
        </Field>
        <Field label={words.say('agency.field.signer')} name="signer">
          <input id="signer" name="signer" maxlength={120} />
        </Field>
      </div>
      {extrasOf(kind).map((extra) => (
        <ExtraField frame={frame} extra={extra} kind={kind} />
      ))}
      {(actOf(kind)?.fields ?? []).map((field) => (field === 'how' ? null : <DetailField frame={frame} name={field} />))}
      <button class="button" type="submit">
        {say('case.save')}
      </button>
    </form>
  );
};

const ExtraField = ({ frame: { words }, extra, kind }: { readonly frame: Frame; readonly extra: Extra; readonly kind: StepKind }) => {
  const ownQuestion = [`agency.field.${extra.name}`, `procedure.ask.${extra.name}.${kind}`, `procedure.ask.${extra.name}.any`].find((key) => words.has(key)) ?? '';
  const option = (value: string): string =>
    words.say([`agency.option.${extra.name}.${value}`, `procedure.option.${extra.name}.${value}`].find((key) => words.has(key)) ?? `common.${value}`);
  return (
    <Field label={words.say(ownQuestion)} name={extra.name}>
      {extra.kind === 'choice' || extra.kind === 'yes_no' ? (
        <select id={extra.name} name={extra.name} required>
          <option value="">{words.say('agency.choose')}</option>
          {(extra.kind === 'choice' ? extra.options : ['yes', 'no']).map((value) => (
            <option value={value}>{option(value)}</option>
          ))}
        </select>
      ) : (
        <input id={extra.name} name={extra.name} type={extra.kind === 'day' ? 'date' : 'number'} min={extra.kind === 'count' ? 1 : undefined} required />
      )}
    </Field>
  );
};

const DetailField = ({ frame: { words }, name }: { readonly frame: Frame; readonly name: ActField }) => (
  <Field label={words.say(`agency.field.${name}`)} name={name}>
    {name === 'items' || name === 'reason' ? (
      <textarea id={name} name={name} rows={3} maxlength={4000} required={name === 'items'} />
    ) : name === 'purpose' ? (
      <select id={name} name={name}>
        {['verification', 'negotiation', 'session'].map((option) => (
          <option value={option}>{words.say(`agency.option.purpose.${option}`)}</option>
        ))}
      </select>
    ) : (
      <input id={name} name={name} maxlength={300} type={name === 'at' ? 'time' : 'text'} inputmode={name === 'amount' ? 'numeric' : undefined} />
    )}
  </Field>
);
