/** Owns the form of one line of the register: what it shows and how it is read back. Does not own what a line may say: see `src/desk`. */
import { dayAt } from '../../basics/index.js';
import { activities, answerWays, type HelpEntry, helpKinds, nothingDone, refusalGrounds } from '../../desk/index.js';
import { assetUrl } from '../assets.js';
import { Csrf } from '../page.js';
import type { Ctx } from '../routes.js';

const texts = ['received_on', 'name', 'address', 'kind', 'activity', 'content', 'papers', 'note'] as const;
const later = ['adviser', 'appointed_on', 'agreed_on', 'session_on', 'ground_on', 'refusal', 'answered_on', 'answer_number', 'answer_by'] as const;

export const entryIn = (ctx: Ctx): HelpEntry => {
  const text = (name: string): string => ctx.form.text(name).trim().slice(0, 8_000);
  const one = <T extends string>(list: readonly T[], name: string): T | undefined => list.find((value) => value === text(name));
  const filled = (name: string): string | null => (text(name) === '' ? null : text(name));
  return {
    received_on: text('received_on'),
    name: text('name'),
    address: text('address'),
    kind: one(helpKinds, 'kind') ?? 'guidance',
    activity: one(activities, 'activity') ?? 'administration',
    content: text('content'),
    papers: text('papers'),
    note: text('note'),
    adviser: filled('adviser'),
    appointed_on: filled('appointed_on'),
    agreed_on: filled('agreed_on'),
    session_on: filled('session_on'),
    ground_on: filled('ground_on'),
    refusal: one(refusalGrounds, 'refusal') ?? null,
    answered_on: filled('answered_on'),
    answer_number: filled('answer_number'),
    answer_by: one(answerWays, 'answer_by') ?? null,
  };
};

const choices: Readonly<Record<string, { readonly list: readonly string[]; readonly words: string }>> = {
  kind: { list: helpKinds, words: 'kind' },
  activity: { list: activities, words: 'activity' },
  refusal: { list: ['', ...refusalGrounds], words: 'ground' },
  answer_by: { list: ['', ...answerWays], words: 'way' },
};

export const formPage = (ctx: Ctx, action: string, entry: HelpEntry, fault?: string): Response => {
  const { words } = ctx;
  const field = (name: (typeof texts)[number] | (typeof later)[number]) => {
    const value = entry[name] ?? '';
    const choice = choices[name];
    return (
      <div class="field">
        <label for={name}>{words.say(`desk.register.field.${name}`)}</label>
        {choice !== undefined ? (
          <select id={name} name={name}>
            {choice.list.map((one) => (
              <option value={one} selected={one === value}>
                {one === '' ? words.say('desk.register.none_yet') : words.say(`desk.register.${choice.words}.${one}`)}
              </option>
            ))}
          </select>
        ) : name === 'content' || name === 'papers' || name === 'note' ? (
          <textarea id={name} name={name} rows={3} maxlength={8000}>
            {value}
          </textarea>
        ) : (
          <input id={name} name={name} type={name.endsWith('_on') ? 'date' : 'text'} value={value} maxlength={500} />
        )}
      </div>
    );
  };
  return ctx.page(
    {
      title: words.say('desk.register.title'),
      body: (
        <form method="post" action={action}>
          <link rel="stylesheet" href={assetUrl('desk.css')} />
          <Csrf token={ctx.csrf} />
          <h1>{words.say('desk.register.title')}</h1>
          <p class="soft">{words.say('desk.register.law')}</p>
          {fault === undefined ? null : (
            <p class="fault" role="alert">
              {fault}
            </p>
          )}
          {texts.map(field)}
          <h2>{words.say('desk.register.internal')}</h2>
          {later.map(field)}
          <button type="submit" class="button">
            {words.say('desk.act.save')}
          </button>
        </form>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

export const blank = (ctx: Ctx): HelpEntry => ({
  ...nothingDone,
  received_on: dayAt(ctx.now()),
  name: '',
  address: '',
  kind: 'guidance',
  activity: 'administration',
  content: '',
  papers: '',
  note: '',
});
