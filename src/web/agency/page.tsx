/** Owns how an agency's page looks: found facts first, what the Law asks next and by when, then the forms. In Vietnamese only: it is an office's paper. */
import { randomUUID } from 'node:crypto';
import { clockAt, dayAt, showDay, showDong } from '../../basics/index.js';
import type { Words } from '../../wording/index.js';
import { Mark, Page } from '../page.js';
import type { AgencyPlace } from '../port.js';
import { ActForms } from './forms.js';

export type Said = { readonly done?: string; readonly wrong?: string; readonly kind?: string };
type Given = { readonly words: Words; readonly place: AgencyPlace; readonly base: string; readonly said: Said };

export const AgencyPage = ({ words, place, base, said }: Given) => {
  const { record } = place;
  const say = words.say;
  const done = said.done === undefined ? undefined : place.told.find(({ id }) => id === said.done);
  return (
    <Page words={words} title={say('agency.title', { reference: record.reference })} kind="agency-page">
      <main class="sheet-page">
        <header class="agency-head">
          <Mark />
          <div>
            <p class="small">{say('agency.head')}</p>
            <h1>{say('agency.title', { reference: record.reference })}</h1>
            <p class="small">{say('agency.to', { agency: place.agency })}</p>
          </div>
        </header>
        {done === undefined ? null : (
          <p class="done" role="status" id="told">
            {say('agency.done', { what: say(`agency.act.${done.kind}.name`), on: done.on, reference: record.reference })} {say('agency.done_next')}
          </p>
        )}
        {said.wrong === undefined ? null : (
          <p class="sorry" role="alert">
            {words.has(`agency.wrong.${said.wrong}`) ? say(`agency.wrong.${said.wrong}`) : say('agency.wrong.form_broken')}
          </p>
        )}
        {place.newer ? <p class="sorry">{say('agency.newer')}</p> : null}
        <Facts words={words} place={place} base={base} />
        <Duties words={words} place={place} />
        <ActForms words={words} place={place} base={base} wrong={said.kind} form={randomUUID} />
        <section aria-labelledby="drafts">
          <h2 id="drafts">{say('agency.drafts')}</h2>
          <p class="small">{say('agency.drafts_about')}</p>
          <ul class="history">
            {['receipt', 'form02', 'form03'].map((kind) => (
              <li>
                {say(`agency.draft.${kind}`)}: <a href={`${base}/ban-nhap/${kind}.docx`}>Word</a> · <a href={`${base}/ban-nhap/${kind}.pdf`}>PDF</a>
              </li>
            ))}
          </ul>
        </section>
        <Told words={words} place={place} />
        <footer class="small">
          <p>{say('agency.about')}</p>
          <p>{say('agency.until', { day: dayAt(place.until), clock: clockAt(place.until) })}</p>
        </footer>
      </main>
    </Page>
  );
};

const Row = ({ label, children }: { readonly label: string; readonly children: unknown }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

/** Who, what act, by which paper, how much, what is attached and where. */
const Facts = ({ words, place, base }: Pick<Given, 'words' | 'place' | 'base'>) => {
  const { record } = place;
  const say = words.say;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{say('agency.facts')}</h2>
      <dl class="facts">
        <Row label={say('agency.claimant')}>
          <b>{record.claimant.name}</b> ({record.claimant.capacityText})
          {record.claimant.injuredName === undefined ? '' : `, ${say('agency.for', { name: record.claimant.injuredName })}`}
          <br />
          <span class="small">{[record.claimant.address, record.claimant.phone].filter((part) => part !== undefined).join(' · ')}</span>
        </Row>
        <Row label={say('agency.act_label')}>
          <span class="as-written">{record.act}</span>
        </Row>
        <Row label={say('agency.grounding')}>
          {record.groundingDocuments.length === 0
            ? say('agency.no_grounding')
            : record.groundingDocuments.map((paper) => (
                <span class="paper">
                  {paper.title} {paper.number === '' ? '' : say('agency.numbered', { number: paper.number })}
                  {paper.issuedOn === '' ? '' : `, ${showIfDay(paper.issuedOn)}`}
                  {paper.issuer === '' ? '' : `, ${paper.issuer}`}
                </span>
              ))}
        </Row>
        <Row label={say('agency.amount')}>
          <b>{showDong(record.total.amount)}</b>
          {record.total.incomplete ? ` ${say('agency.incomplete')}` : ''}
          {record.advance.asked ? (
            <>
              <br />
              <span class="small">{say('agency.advance', { amount: showDong(record.advance.total) })}</span>
            </>
          ) : null}
          {record.honour.asked ? (
            <>
              <br />
              <span class="small">{say('agency.honour')}</span>
            </>
          ) : null}
        </Row>
        <Row label={say('agency.exhibits')}>
          <ol class="exhibits">
            {place.exhibits.map(({ number, title, pages, from, to }) => (
              <li value={number}>
                {title}{' '}
                <span class="small">
                  {from === undefined || to === undefined ? say('agency.pages', { pages }) : say('agency.pages_at', { pages, at: from === to ? String(from) : `${from}–${to}` })}
                </span>
              </li>
            ))}
          </ol>
          {record.missingPapers.length === 0 ? null : <p class="small">{say('agency.missing', { papers: record.missingPapers.map(({ title }) => title).join('; ') })}</p>}
        </Row>
      </dl>
      <p>
        <a class="button" href={`${base}/ho-so.pdf`}>
          {say('agency.download')}
        </a>
      </p>
    </section>
  );
};

const showIfDay = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? showDay(text) : text);

const Duties = ({ words, place }: Pick<Given, 'words' | 'place'>) => (
  <section aria-labelledby="duties">
    <h2 id="duties">{words.say('agency.duties')}</h2>
    {place.stands === '' ? null : <p>{place.stands}</p>}
    {place.duties.length === 0 ? (
      <p>{words.say('agency.no_duties')}</p>
    ) : (
      <ul class="duties">
        {place.duties.map(({ title, due, article, state, lines }) => (
          <li class={state}>
            <b>{title}</b>
            <span class="due">{due === undefined ? words.say('agency.due_unknown') : words.say(`agency.due.${state}`, { due })}</span>
            <details>
              <summary class="small">{words.say('agency.by_article', { article })}</summary>
              <p class="small">{lines.join(' ')}</p>
            </details>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Told = ({ words, place }: Pick<Given, 'words' | 'place'>) =>
  place.told.length === 0 ? null : (
    <section aria-labelledby="history">
      <h2 id="history">{words.say('agency.history')}</h2>
      <ul class="history">
        {place.told.toReversed().map(({ kind, on, number, by, photographed }) => (
          <li>
            <b>{showDay(on)}</b> {words.say(`agency.act.${kind}.name`)}
            {number === '' ? '' : `, ${words.say('agency.numbered', { number })}`}{' '}
            <span class="small">({[words.say(`agency.by.${by}`), ...(photographed ? [words.say('agency.photographed')] : [])].join('; ')})</span>
          </li>
        ))}
      </ul>
    </section>
  );
