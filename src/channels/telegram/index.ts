/** The Telegram channel: what the rest of the program may use of it. */
export type { Quarantine, Quarantined } from './arrival.js';
export type { DownloadCode } from './download.js';
export type { Log } from '../log.js';
export { openTelegram, type TelegramOptions, type TelegramPort } from './open.js';
export type { OffsetStore } from './poll.js';
export { capabilities, captionLimit } from './send.js';
export { downloadLimit, toMessages, type Translated } from './to-messages.js';
export { webhookRoute } from './webhook.js';
export { webhookBodyLimit, type WebhookRoute, type WebhookStatus } from '../door.js';
export { commandNames, readTelegramWords, type TelegramWords } from './words.js';
