/**
 * Drives the fake Bot Platform with the client of the npm package `@openclaw/zalo`, to show that the fake is not only what we think it is. The package
 * wants its host program, which is not installed: the few small functions it takes from there are stood in for, its calls are its own.
 */
import { readdirSync } from 'node:fs';
import { register } from 'node:module';

const stand = `
export const resolveTimerTimeoutMs = (ms, usual) => ms ?? usual;
export const assertOkOrThrowProviderError = async (response, label) => { if (!response.ok) throw Object.assign(new Error(label + ' ' + response.status), { status: response.status, body: await response.text() }); };
export const readProviderJsonResponse = (response) => response.json();
export const resolvePinnedHostnameWithPolicy = async () => undefined;
export const makeProxyFetch = () => fetch;
`;
const hooks = `
const stand = ${JSON.stringify(stand)};
const seen = new Map();
export const resolve = (name, context, next) => {
  if (!name.startsWith('openclaw/')) return next(name, context);
  return { url: 'stand:' + name + '?' + encodeURIComponent(context.parentURL ?? ''), shortCircuit: true };
};
export const load = async (url, context, next) => {
  if (!url.startsWith('stand:')) return next(url, context);
  const { readFileSync } = await import('node:fs');
  const [name, parent] = url.slice(6).split('?');
  const source = readFileSync(new URL(decodeURIComponent(parent)), 'utf8');
  const line = source.split('\\n').find((one) => one.includes('from "' + name + '"')) ?? '';
  const names = (/\\{([^}]*)\\}/.exec(line)?.[1] ?? '').split(',').map((one) => one.trim().split(' as ')[0]).filter((one) => one !== '');
  const missing = names.filter((one) => !stand.includes('const ' + one + ' '));
  return { format: 'module', shortCircuit: true, source: stand + missing.map((one) => 'export const ' + one + ' = (...given) => given[0];').join('\\n') };
};
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const [url = '', token = '', chat = ''] = process.argv.slice(2);
process.env.ZALO_API_URL = url;
const folder = new URL('../../../node_modules/@openclaw/zalo/dist/.setup/', import.meta.url);
const file = readdirSync(folder).find((name) => /^send-.*\.mjs$/.test(name));
const client = Object.fromEntries(Object.values(await import(new URL(file, folder).href)).map((one) => [one?.name, one]));
const said = {};
said.me = await client.getMe(token);
said.noHook = await client.getWebhookInfo(token).catch((error) => error.status ?? error.message);
said.update = await client.getUpdates(token, { timeout: 1 });
said.sent = await client.sendMessage(token, { chat_id: chat, text: 'chào từ người khác' });
said.tooLong = await client.sendMessage(token, { chat_id: chat, text: 'x'.repeat(2001) }).catch((error) => error.status ?? error.message);
said.action = await client.sendChatAction(token, { chat_id: chat, action: 'typing' });
said.hook = await client.setWebhook(token, { url: 'https://vi.du/webhooks/zalo-bot', secret_token: 'bi-mat_du-dai' });
said.polled = await client.getUpdates(token, { timeout: 1 }).catch((error) => error.status ?? error.message);
said.info = await client.getWebhookInfo(token);
said.gone = await client.deleteWebhook(token);
said.stranger = await client.getMe('1:wrong').catch((error) => error.status ?? error.message);
process.stdout.write(JSON.stringify(said));
