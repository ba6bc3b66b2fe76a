/** Owns the page of an office's canned answers. */
import { randomId } from '../../basics/index.js';
import { type CannedAnswer, cannedAnswer, cannedAnswers, cannedDropped, cannedSaved, may, places, unknownPlaces } from '../../office/index.js';
import { Csrf, Field } from '../page.js';
import { Press } from '../press.js';
import type { ConsoleRoute, Ctx } from '../routes.js';
import { Fault } from '../sign-in/card.js';
import { Back } from './back.js';

type Draft = { readonly id: string; readonly name: string; readonly text: string; readonly everybody: boolean };
const empty: Draft = { id: '', name: '', text: '', everybody: false };

/** An office edits its own; those of everybody are an admin's. */
const mayEdit = (ctx: Ctx, answer: Pick<CannedAnswer, 'office_id'>): boolean =>
  answer.office_id === null ? may(ctx.officer.role, 'admin') : answer.office_id === ctx.officer.officeId;

const Editor = ({ ctx, draft, fault }: { readonly ctx: Ctx; readonly draft: Draft; readonly fault: string | undefined }) => {
  const say = ctx.words.say;
  return (
    <section class="panel" id="edit">
      <h2>{say(draft.id === '' ? 'console.canned.new' : 'console.canned.edit')}</h2>
      <Fault text={fault} />
      <form method="post" action="/console/canned">
        <Csrf token={ctx.csrf} />
        <input type="hidden" name="id" value={draft.id} />
        <Field label={say('console.canned.name')} name="name" hint={say('console.canned.name_hint')}>
          <input id="name" name="name" required maxlength={60} value={draft.name} aria-describedby="name-hint" />
        </Field>
        <Field label={say('console.canned.text')} name="text" hint={say('console.canned.text_hint', { places: places.map((place) => `{{${place}}}`).join(' ') })}>
          <textarea id="text" name="text" required maxlength={1500} rows={5} aria-describedby="text-hint">
            {draft.text}
          </textarea>
        </Field>
        {may(ctx.officer.role, 'admin') ? (
          <label class="check">
            <input type="checkbox" name="everybody" value="yes" checked={draft.everybody} /> {say('console.canned.everybody')}
          </label>
        ) : null}
        <button class="button" type="submit">
          {say('console.save')}
        </button>
      </form>
    </section>
  );
};

const cannedPage = (ctx: Ctx, draft: Draft = empty, fault?: string): Response => {
  const say = ctx.words.say;
  const answers = cannedAnswers(ctx.db.read, ctx.officer.officeId);
  return ctx.page(
    {
      title: say('console.nav.canned'),
      body: (
        <>
          <Back ctx={ctx} />
          <h1>{say('console.nav.canned')}</h1>
          <p class="lead">{say('console.canned.lead')}</p>
          {answers.length === 0 ? <p class="empty">{say('console.canned.none')}</p> : null}
          <ul class="rows">
            {answers.map((answer) => (
              <li>
                <div>
                  <b>{answer.name}</b>
                  {answer.office_id === null ? <span class="tag">{say('console.canned.of_everybody')}</span> : null}
                  <p class="said">{answer.text}</p>
                </div>
                {mayEdit(ctx, answer) ? (
                  <div class="acts">
                    <a class="quiet" href={`/console/canned?edit=${answer.id}#edit`}>
                      {say('console.edit')}
                    </a>
                    <Press csrf={ctx.csrf} action="/console/canned/drop" label={say('console.drop')} field={['id', answer.id]} sure={say('console.canned.sure')} />
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
          <Editor ctx={ctx} draft={draft} fault={fault} />
        </>
      ),
    },
    fault === undefined ? 200 : 400,
  );
};

export const cannedRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/canned',
    needs: 'canned.edit',
    reads: 'none',
    nav: { label: 'console.nav.canned', order: 10, group: 'admin' },
    handler: (ctx) => {
      const editing = cannedAnswer(ctx.db.read, ctx.query('edit') ?? '');
      return editing !== undefined && mayEdit(ctx, editing) ? cannedPage(ctx, { ...editing, everybody: editing.office_id === null }) : cannedPage(ctx);
    },
  },
  {
    method: 'POST',
    path: '/canned',
    needs: 'canned.edit',
    reads: 'none',
    handler: async (ctx) => {
      const draft = { id: ctx.form.text('id'), name: ctx.form.text('name'), text: ctx.form.text('text'), everybody: ctx.form.text('everybody') === 'yes' };
      const known = draft.id === '' ? undefined : cannedAnswer(ctx.db.read, draft.id);
      if ((draft.id !== '' && (known === undefined || !mayEdit(ctx, known))) || (draft.everybody && !may(ctx.officer.role, 'admin'))) return ctx.refuse(404);
      const strange = unknownPlaces(draft.text);
      if (strange.length > 0) return cannedPage(ctx, draft, ctx.words.say('console.canned.strange', { strange: strange.map((one) => `{{${one}}}`).join(', ') }));
      if (draft.name === '' || draft.text === '' || draft.name.length > 60 || draft.text.length > 1500) return cannedPage(ctx, draft, ctx.words.say('console.canned.empty'));
      const id = known?.id ?? randomId();
      await ctx.act({ what: 'canned_saved', target: `canned:${id}` }, (tx) =>
        cannedSaved(tx, { id, office_id: draft.everybody ? null : ctx.officer.officeId, name: draft.name, text: draft.text, updated_by: ctx.officer.id }, ctx.now()),
      );
      return ctx.redirect('/canned', 'saved');
    },
  },
  {
    method: 'POST',
    path: '/canned/drop',
    needs: 'canned.edit',
    reads: 'none',
    handler: async (ctx) => {
      const known = cannedAnswer(ctx.db.read, ctx.form.text('id'));
      if (known === undefined || !mayEdit(ctx, known)) return ctx.refuse(404);
      await ctx.act({ what: 'canned_dropped', target: `canned:${known.id}` }, (tx) => cannedDropped(tx, known.id));
      return ctx.redirect('/canned', 'dropped');
    },
  },
];
