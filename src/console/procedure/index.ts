/** Owns the list of the pages on what happens after hand-over: what is late, what is owed, one case's way, an agency's own list. */
import type { ConsoleRoute } from '../routes.js';
import { agencyAccountRoutes } from './agency.js';
import { caseRoutes } from './case.js';
import { overviewRoutes } from './overview.js';

export const procedureRoutes: readonly ConsoleRoute[] = [...overviewRoutes, ...caseRoutes, ...agencyAccountRoutes];
