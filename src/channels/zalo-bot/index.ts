/** The Zalo Bot channel: what the rest of the program may use of it. */
export { openZaloBot, type ZaloBotOptions, type ZaloBotPort } from './open.js';
export { toMessages, type Translated } from './to-messages.js';
export type { WebhookRoute } from '../door.js';
