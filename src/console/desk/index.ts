/** Owns the list of the desk's pages: queue, case, registers. */
import type { ConsoleRoute } from '../routes.js';

export const deskRoutes: readonly ConsoleRoute[] = [];
