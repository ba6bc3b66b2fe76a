/** The Zalo Official Account channel: what the rest of the program may use of it. */
export { meanings } from './codes.js';
export { consentUrl, defaultOauthRoot, exchangeCode, newProof } from './oauth.js';
export { alarmRow, openZaloOa, type ZaloOaOptions, type ZaloOaPort, type ZaloOaStatus } from './open.js';
export { readRules } from './rules.js';
export { macOf } from './signature.js';
export { toMessages, type Translated } from './to-messages.js';
export { readTokens, storeConsent } from './tokens.js';
export type { WebhookRoute } from '../door.js';
