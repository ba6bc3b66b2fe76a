/** Owns the officers' pages. Everything they do goes through `src/office` and `src/desk`; no page touches a table. */
export { consoleApp } from './app.js';
export type { ConsoleParts } from './parts.js';
export type { ConsoleRoute } from './routes.js';
export { consoleRoutes } from './table.js';
