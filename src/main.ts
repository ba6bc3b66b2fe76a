/** Owns starting and stopping the whole: environment → app → channels → pages. `make run` runs this. */
import { join } from 'node:path';
import { type App, type AppOptions, openApp } from './app.js';
import { openTelegramChannel, openZaloBotChannel, openZaloOaChannel } from './channels/index.js';
import { type Config, readConfig } from './config.js';
import { consoleApp } from './console/index.js';
import { repositoryFolder } from './repository/index.js';
import { lockFolder } from './lock.js';
import { openLog } from './log.js';
import { makeWeb, serveWeb } from './web/index.js';
import { loadWording } from './wording/index.js';

const start = async (config: Config): Promise<() => Promise<void>> => {
  const log = openLog();
  const unlock = lockFolder(config.stateDir);
  const locales = join(repositoryFolder(), 'locales');
  const wording = loadWording(locales);
  const app = await openUnlocking(unlock, {
    stateDir: config.stateDir,
    secretKey: config.secretKey,
    now: () => new Date().toISOString(),
    publicUrl: config.publicUrl,
    wording,
    log,
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
  });
  const needs = { receive: app.receive, settings: app.settings, locales, log, wording };
  const telegram = config.telegram === undefined ? undefined : openTelegramChannel(config.telegram, needs);
  const zaloOa = config.zaloOa === undefined ? undefined : openZaloOaChannel(config.zaloOa, { ...needs, heard: (chat) => app.heard('zalo-oa', chat) });
  const zaloBot = config.zaloBot === undefined ? undefined : openZaloBotChannel(config.zaloBot, needs);
  const channels = [telegram, zaloOa, zaloBot].filter((port) => port !== undefined);
  for (const port of channels) app.addChannel(port);
  const webhooks = {
    ...(telegram?.webhook === undefined ? {} : { telegram: telegram.webhook }),
    ...(zaloBot?.webhook === undefined ? {} : { 'zalo-bot': zaloBot.webhook }),
    ...(zaloOa === undefined ? {} : { 'zalo-oa': zaloOa.webhook }),
  };
  const console = consoleApp({ ...app.console, secure: config.https });
  const pages = makeWeb({
    ...app.web,
    secure: config.https,
    webhooks,
    console: (request, env) => console.fetch(request, env),
    ...(zaloBot === undefined ? {} : { photo: zaloBot.photo }),
  });
  const web = await serveWeb(pages, config.port);
  app.start();
  for (const port of channels) await port.start();
  // Noted in the log, outside the database: rows cut off the end of the trail are found by it.
  log.info({ audit: app.auditHead() ?? 'empty' }, 'head of the audit trail');
  tell(config, web.url, await app.firstAdmin());
  return async () => {
    await Promise.all([...channels.map((port) => port.stop()), web.close()]);
    await app.stop();
    unlock();
  };
};

/** A start that fails leaves the folder as it was. */
const openUnlocking = (unlock: () => void, options: AppOptions): Promise<App> =>
  openApp(options).catch((error: unknown) => {
    unlock();
    throw error;
  });

const tell = (config: Config, url: string, firstAdmin: string | undefined): void => {
  const address = config.https ? config.publicUrl : url;
  const lines = [
    'Đồng Hành đang chạy.',
    `  Trò chuyện trên web : ${address}/`,
    `  Bàn cán bộ          : ${address}/console`,
    `  Telegram            : ${config.telegram === undefined ? 'tắt (đặt TELEGRAM_BOT_TOKEN để bật)' : config.telegram.webhook ? 'webhook' : 'polling'}`,
    `  Zalo OA             : ${config.zaloOa === undefined ? 'tắt (đặt ZALO_OA_APP_ID để bật, xem docs/zalo.md)' : config.zaloOa.secretKey === undefined ? 'đang cài đặt: chưa có ZALO_OA_SECRET_KEY' : 'webhook'}`,
    `  Zalo Bot            : ${config.zaloBot === undefined ? 'tắt (đặt ZALO_BOT_TOKEN để bật)' : config.zaloBot.webhook ? 'webhook' : 'polling'}`,
    `  Thư gửi cơ quan     : ${config.smtpUrl === undefined ? `giữ thành tệp .eml trong ${join(config.stateDir, 'mail')}` : 'gửi qua SMTP'}`,
    ...(firstAdmin === undefined ? [] : [`  Quản trị đầu tiên   : ${address}/console/invitation/${firstAdmin} (dùng một lần, trong ba ngày)`]),
    `  Dữ liệu (mã hóa)    : ${config.stateDir}`,
    ...(config.madeKeyAt === undefined ? [] : [`  Đã tạo khóa bí mật  : ${config.madeKeyAt} (chỉ chủ tệp đọc được). Hãy sao lưu khóa này: mất khóa là mất dữ liệu.`]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

const fail = (error: unknown): never => {
  process.stderr.write(`Không khởi động được: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

const LONGEST_STOP_MS = 11_500;
const started = Promise.resolve()
  .then(() => start(readConfig(process.env)))
  .catch(fail);
let stopping = false;
// Heard from the first moment: asked to end while starting, it starts and then ends well.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    // Whoever asked us to end kills after a while: better to end by ourselves. What is left is taken up at the next start, as after a crash.
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
    started.then((stop) => stop()).then(() => process.exit(0), fail);
  });
