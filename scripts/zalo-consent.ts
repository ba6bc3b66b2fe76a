/**
 * Walks an operator through consent for the Official Account, the first and any later one: `npm run zalo:consent -- --redirect https://…`. Prints the
 * address to open, takes the address the browser ends at, exchanges its code and keeps the pair of tokens in the database of STATE_DIR. May run
 * beside the program, which takes the new tokens up within a minute.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { keyFor } from '../src/keys.js';
import { openHttp } from '../src/channels/http.js';
import { alarmRow, consentUrl, defaultOauthRoot, exchangeCode, newProof, storeConsent } from '../src/channels/zalo-oa/index.js';
import { readConfig } from '../src/config.js';
import { openSettings, openSqlite } from '../src/storage/index.js';

const run = async (): Promise<void> => {
  const { values } = parseArgs({ options: { redirect: { type: 'string' } } });
  const config = readConfig(process.env);
  if (config.zaloOa === undefined) throw new Error('Đặt ZALO_OA_APP_ID và ZALO_OA_APP_SECRET trước (cùng STATE_DIR và SECRET_KEY với chương trình đang chạy).');
  const { appId, appSecret, publicUrl, refreshToken } = config.zaloOa;
  const root = (config.zaloOa.oauthRoot ?? defaultOauthRoot).replace(/\/+$/, '');
  const redirect = values.redirect ?? `${publicUrl}/`;
  const state = randomBytes(12).toString('base64url');
  const { verifier, challenge } = newProof();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(`1. Trên developers.zalo.me, mục «Official Account Callback Url» của ứng dụng phải đúng từng ký tự:\n   ${redirect}`);
  say(`2. Mở địa chỉ này, đăng nhập bằng tài khoản quản trị OA, chọn OA, bấm «Cho phép»:\n   ${consentUrl(root, { appId, redirect, challenge, state })}`);
  say('3. Trình duyệt chuyển sang một trang (trang có thể báo lỗi, không sao). Dán cả địa chỉ của trang đó vào đây trong 10 phút:');
  const lines = createInterface({ input: process.stdin });
  const pasted = (await lines[Symbol.asyncIterator]().next()).value;
  lines.close();
  const code = codeIn(String(pasted ?? ''), state);
  const http = openHttp();
  const came = await exchangeCode({ http, root, appId, appSecret }, code, verifier);
  http.close();
  if (came.kind === 'dead')
    throw new Error(`Zalo không nhận mã này (mã lỗi ${came.code}). Mã chỉ dùng một lần trong 10 phút; chạy lại lệnh. Lỗi -14003: địa chỉ ở bước 1 chưa khớp.`);
  if (came.kind !== 'pair') throw new Error(`Chưa trao đổi được với Zalo (${came.why}). Kiểm tra mạng rồi chạy lại lệnh.`);
  const db = openSqlite(join(config.stateDir, 'dong-hanh.db'), keyFor(config.secretKey, 'database'));
  const settings = openSettings(db);
  // Stored before anything is said: the code is used up.
  await storeConsent(settings, came.pair, refreshToken, Date.now());
  await settings.set(alarmRow, '');
  db.close();
  say(`Xong. Mã đã được cất (mã hóa) trong ${config.stateDir}; chương trình đang chạy tự dùng mã mới sau một phút.`);
};

/** The code in what was pasted: the whole address, or the code alone. */
const codeIn = (pasted: string, state: string): string => {
  const text = pasted.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const given = url?.searchParams.get('state');
  // Not every answer brings the state back; one that does must bring ours.
  if (given !== null && given !== undefined && given !== '' && given !== state) throw new Error('Địa chỉ này thuộc về một lần cấp quyền khác. Chạy lại lệnh và dùng địa chỉ mới.');
  const code = url === undefined ? text : (url.searchParams.get('code') ?? '');
  if (!/^[\w.-]{8,2000}$/.test(code)) throw new Error('Không thấy mã trong địa chỉ vừa dán (phần sau «code=»). Chạy lại lệnh và dán cả địa chỉ.');
  return code;
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
