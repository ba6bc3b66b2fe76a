/** One process of several on the same database: asks for the token many times at once and prints the tokens it got, one line of JSON. */
import { openHttp } from '../../../../src/channels/http.js';
import { exchangeRefresh } from '../../../../src/channels/zalo-oa/oauth.js';
import { openTokens } from '../../../../src/channels/zalo-oa/tokens.js';
import { openSettings, openSqlite } from '../../../../src/storage/index.js';

const [file = '', root = '', appId = '', appSecret = '', times = '1'] = process.argv.slice(2);
const db = openSqlite(file, Buffer.alloc(32, 7));
const http = openHttp();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const tokens = openTokens({
  settings: openSettings(db),
  seed: undefined,
  refresh: (token) => exchangeRefresh({ http, root, appId, appSecret }, token),
  now: Date.now,
  log: quiet,
  by: `${process.pid}`,
  alarm: async () => {},
});
process.stdout.write('ready\n');
// All begin together, once the parent says so.
await new Promise((resolve) => process.stdin.once('data', resolve));
const got = await Promise.all(Array.from({ length: Number(times) }, () => tokens.access()));
process.stdout.write(`${JSON.stringify([...new Set(got.map((access) => (access.kind === 'token' ? access.token : access.why)))])}\n`);
http.close();
db.close();
process.exit(0);
