/** Owns the agency's page as officers handle it: whether its link holds and was opened, ending it, a fresh one shown once. */
import { dayAt, type Instant } from '../../basics/index.js';
import type { Link } from '../../cases/index.js';
import { Press } from '../press.js';
import type { Frame } from './frame.js';

type Given = { readonly frame: Frame; readonly links: readonly Link[]; readonly agency: string; readonly now: Instant; readonly fresh: string | undefined; readonly sent: boolean };

export const Links = ({ frame, links, agency, now, fresh, sent }: Given) => {
  const { say, base, csrf, acts } = frame;
  return (
    <section aria-labelledby="link">
      <h2 id="link">{say('case.link')}</h2>
      {fresh === undefined ? null : (
        <p class="done">
          {say('case.renewed')} <code data-copy={fresh}>{fresh}</code>
        </p>
      )}
      {links.length === 0 ? <p class="empty">{say('case.none_link')}</p> : null}
      <ul class="rows">
        {links.map((link) => {
          const holds = link.revoked_at === null && link.expires_at > now;
          return (
            <li class={holds ? '' : 'off'}>
              <div>{holds ? say('case.link_state', { agency, opened: link.opened, until: dayAt(link.expires_at) }) : say('case.link_gone', { agency })}</div>
              {holds && acts ? <Press csrf={csrf} action={`${base}/revoke`} label={say('case.revoke')} field={['link', link.token_hash]} sure={say('case.revoke_sure')} /> : null}
            </li>
          );
        })}
      </ul>
      {sent && acts ? <Press csrf={csrf} action={`${base}/renew`} label={say('case.renew')} /> : null}
    </section>
  );
};
