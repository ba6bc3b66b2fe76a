/** Owns an invented officer of an invented office at a program that runs, who enters without a password. For tests in a browser. */
import type { BrowserContext } from 'playwright-core';
import { randomId } from '../../src/basics/index.js';
import { officeOpened, officerAdded, sessionOpened, usualHours } from '../../src/office/index.js';
import type { Whole } from './whole-program.js';

/** Gives what puts a new session into a browser; sessions end, so a test that lasts months calls it again. */
export const anOfficer = async (whole: Whole, now: () => string): Promise<(context: BrowserContext) => Promise<void>> => {
  const id = randomId();
  await whole.app.db.transaction((tx) => {
    officeOpened(tx, { id: 'o1', name: 'Trung tâm Trợ giúp pháp lý Ví Dụ', province: null, hours: usualHours, approves: false }, now());
    officerAdded(tx, { id, office_id: 'o1', name: 'Trần Thị Hòa', email: 'hoa@example.com', role: 'officer', password: 'x', created_at: now() });
  });
  return async (context) => {
    const { token } = await whole.app.db.transaction((tx) => sessionOpened(tx, { officer: id, stage: 'full', address: '127.0.0.1', agent: 'test' }, now()));
    await context.addCookies([{ name: 'dh_console', value: token, url: whole.url, httpOnly: true, sameSite: 'Strict' }]);
  };
};
