import { expect, it } from 'vitest';
import type { Query } from '../storage/index.js';
import { aDatabase } from '../../test/delivery/kit.js';
import { head, leftSending, newestId, openAfter, openNow, waitingOf } from './rows.js';

/** A big outbox of sent rows must cost nothing: every hot statement goes through an index. */
it('no hot statement reads the whole outbox', () => {
  const { db, remove } = aDatabase();
  const plan = <P, R>(query: Query<P, R>): string =>
    db.read
      .all<Record<string, string | number>, { detail: string }>(
        { sql: `explain query plan ${query.sql}`, binds: query.binds },
        { channel: 'telegram', chat: 'a', after: 0, limit: 1 },
      )
      .map(({ detail }) => detail)
      .join('; ');
  for (const one of [plan(head), plan(waitingOf)]) expect(one).toContain('SEARCH outbox USING INDEX outbox_open (channel=? AND chat=?)');
  for (const one of [plan(leftSending), plan(openNow)]) expect(one).toContain('outbox_open');
  expect(plan(newestId)).toBe('SEARCH outbox');
  expect(plan(openAfter)).toContain('SEARCH outbox USING INTEGER PRIMARY KEY (rowid>?)');
  remove();
});
