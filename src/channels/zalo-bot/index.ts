/** The Zalo Bot channel: what the rest of the program may use of it. */
export { openZaloBot, type ZaloBotOptions, type ZaloBotPort } from './open.js';
export { capabilities } from './send.js';
export { toMessages, type Translated } from './to-messages.js';
export { secretHeader, webhookRoute } from './webhook.js';
export { webhookBodyLimit, type WebhookRoute } from '../door.js';
