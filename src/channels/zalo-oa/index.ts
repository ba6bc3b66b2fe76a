/** The Zalo Official Account channel: what the rest of the program may use of it. */
export { meaningOf, meanings } from './codes.js';
export { challengeOf, consentUrl, defaultOauthRoot, exchangeCode, newProof } from './oauth.js';
export { alarmRow, openZaloOa, type ZaloOaOptions, type ZaloOaPort, type ZaloOaStatus } from './open.js';
export { leaveFor, readRules, rulesSchema, usualRules } from './rules.js';
export { asciiName } from './send.js';
export { macOf } from './signature.js';
export { downloadLimit, toMessages, type Translated } from './to-messages.js';
export { openTokens, readTokens, storeConsent, tokenRow } from './tokens.js';
export { webhookRoute } from './webhook.js';
export { webhookBodyLimit, type WebhookRoute } from '../door.js';
