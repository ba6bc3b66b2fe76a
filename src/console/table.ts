/** Owns the one list of every page the console has. */
import { adminRoutes } from './admin/index.js';
import { deskRoutes } from './desk/index.js';
import { procedureRoutes } from './procedure/index.js';
import type { ConsoleRoute } from './routes.js';
import { signInRoutes } from './sign-in/index.js';

export const consoleRoutes: readonly ConsoleRoute[] = [...signInRoutes, ...deskRoutes, ...procedureRoutes, ...adminRoutes];
