/** Owns the dossier versions beside the talk, their approval, another agency, how each hand-over went, and the letters made since. */
import { LetterFiles } from '../../procedure/papers.js';
import { sayOr, timeOf } from '../say.js';
import type { ThreadFrame } from '../thread.js';
import { Post, PressPost, Section } from './section.js';

export const Dossiers = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words, now } = frame;
  return (
    <Section id="dossiers" title={words.say('desk.part.dossiers')} count={view.dossiers.length} open={view.dossiers.length > 0}>
      {view.dossiers.length === 0 ? <p class="soft">{words.say('desk.dossier.none')}</p> : null}
      <ul>
        {view.dossiers.map((dossier) => (
          <li>
            {words.say('desk.dossier.version', { version: dossier.version })} · {sayOr(words, `desk.dossier.state.${dossier.state}`, dossier.state)} ·{' '}
            {timeOf(dossier.prepared_at, now)}
            {dossier.pdf_sha256 === null ? null : (
              <>
                {' '}
                ·{' '}
                <a href={`/console/cases/${view.row.id}/dossiers/${dossier.id}`} target="_blank" rel="noopener">
                  {words.say('desk.dossier.open')}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      {view.awaitsApproval ? <p>{words.say('desk.dossier.approval')}</p> : null}
      {view.awaitsApproval && frame.supervises ? <PressPost frame={frame} act="approve" label={words.say('desk.act.approve')} look="button" /> : null}
      {frame.acts && frame.supervises ? (
        <Post frame={frame} act="agency">
          <input type="text" name="name" maxlength={300} required placeholder={words.say('desk.dossier.agency')} aria-label={words.say('desk.dossier.agency')} />
          <input type="text" name="why" maxlength={1000} required placeholder={words.say('desk.dossier.why')} aria-label={words.say('desk.dossier.why')} />
          <button type="submit" class="quiet">
            {words.say('desk.act.agency')}
          </button>
        </Post>
      ) : null}
      {view.handovers.length === 0 ? null : <h3>{words.say('desk.handover.title')}</h3>}
      <ul>
        {view.handovers.map((one) => (
          <li>
            {one.agency} · {one.address} ·{' '}
            {one.receipt_at !== null
              ? words.say('desk.handover.receipt', { time: timeOf(one.receipt_at, now) })
              : one.bounced_at !== null
                ? words.say('desk.handover.bounced', { error: one.error ?? '' })
                : one.sent_at !== null
                  ? words.say('desk.handover.sent', { time: timeOf(one.sent_at, now) })
                  : words.say('desk.handover.waiting')}
          </li>
        ))}
      </ul>
      {view.letters.length === 0 ? null : <h3>{words.say('following.case.letters')}</h3>}
      <ul>
        {view.letters.map((letter) => (
          <li>
            {words.say(`procedure.letter.${letter.kind}.label`)} {letter.number} · {timeOf(letter.prepared_at, now)} <LetterFiles letter={letter} words={words} />
          </li>
        ))}
      </ul>
    </Section>
  );
};
