/** Owns papers the agency owes the state-management body (TT 08/2019 Đ12): which are not known to be sent, and noting one as sent, to whom. */
import type { Owed as Paper } from '../../procedure/index.js';
import type { Words } from '../../wording/index.js';
import { Csrf } from '../page.js';
import type { Frame } from './frame.js';

/** `link`: where a list over many cases says which case it is. */
export type OwedRow = { readonly paper: Paper; readonly id: string; readonly link?: { readonly reference: string; readonly agency: string } };
type Given = { readonly frame: Pick<Frame, 'words' | 'say' | 'csrf' | 'acts'>; readonly title: string; readonly owed: readonly OwedRow[]; readonly none: string };

export const Owed = ({ frame, title, owed, none }: Given) => {
  const { words, say, csrf, acts } = frame;
  return (
    <section aria-labelledby="owed">
      <h2 id="owed">{title}</h2>
      {owed.length === 0 ? <p class="empty">{none}</p> : null}
      <ul class="rows">
        {owed.map(({ paper, id, link }) => (
          <li>
            <div>
              {link === undefined ? null : <a href={`/console/cases/${id}/procedure`}>{link.reference}</a>}{' '}
              {say('owed_line', { what: words.say(`agency.act.${paper.kind}.name`), on: paper.on, form: formWords(words, paper.form) })}
              {link === undefined ? null : <small>{link.agency}</small>}
              {paper.sentOn === undefined ? null : <small>{say('sent_on', { day: paper.sentOn })}</small>}
            </div>
            {acts && paper.sentOn === undefined ? (
              <form class="line" method="post" action={`/console/cases/${id}/procedure/sent`}>
                <Csrf token={csrf} />
                <input type="hidden" name="step" value={paper.step} />
                {link === undefined ? null : <input type="hidden" name="from" value="list" />}
                <div class="field">
                  <input name="recipient" required maxlength={200} aria-label={say('case.recipient')} placeholder={say('case.recipient')} />
                </div>
                <button class="quiet" type="submit">
                  {say('sent')}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

const formWords = (words: Words, form: string): string => (form === 'judgment' ? words.say('following.judgment') : words.say('following.form', { number: form }));
