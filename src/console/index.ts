/** Owns the officers' pages. Everything they do goes through `src/office` and `src/desk`; no page touches a table. */
export { consoleApp } from './app.js';
export type { ConsoleParts } from './parts.js';
export type { ConsoleRoute, Ctx, Visit } from './routes.js';
export { madeHere, sandboxed } from './files.js';
export { consoleRoutes } from './table.js';
