/** Owns the line that says when and from where a session was last seen. */
import type { Words } from '../wording/index.js';
import { showWhen } from './when.js';

export const SeenFrom = ({ words, row }: { readonly words: Words; readonly row: { readonly seen_at: string; readonly address: string; readonly agent: string } }) => (
  <small>
    {words.say('console.account.seen', { when: showWhen(row.seen_at), address: row.address })}
    <br />
    {row.agent}
  </small>
);
