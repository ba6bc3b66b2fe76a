/** Owns the list of the pages on what happens after hand-over: what is late, what is owed, one case's way, an agency's own list. */
import type { ConsoleRoute } from '../routes.js';
import { caseRoutes } from './acts.js';
import { agencyAccountRoutes } from './agency.js';
import { overviewRoutes } from './overview.js';
import { stepPaperRoutes } from './papers.js';

export const procedureRoutes: readonly ConsoleRoute[] = [...overviewRoutes, ...caseRoutes, ...stepPaperRoutes, ...agencyAccountRoutes];
