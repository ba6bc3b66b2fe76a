export { WrongKey } from './cipher.js';
export { type Database, openSqlite, type Reader, snapshotSqlite, type Tx } from './database.js';
export { type Bindable, type Query, query } from './query.js';
export type { Row, Schema } from './schema.js';
export { inboxWords } from './desk-tables.js';
export { openSettings } from './settings.js';
