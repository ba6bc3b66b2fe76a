export { type Database, openSqlite, type Reader, snapshotSqlite, type Tx, WrongKey } from './database.js';
export { type Bindable, type Query, query } from './query.js';
export type { Row, Schema } from './schema.js';
export { openSettings } from './settings.js';
