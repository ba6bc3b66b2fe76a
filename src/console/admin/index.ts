/** Owns the list of administration's pages. */
import type { ConsoleRoute } from '../routes.js';
import { agencyRoutes } from './agencies.js';
import { cannedRoutes } from './canned.js';
import { healthRoutes } from './health.js';
import { adminHome } from './home.js';
import { lawRoutes } from './law.js';
import { officeRoutes } from './office.js';
import { officesRoutes } from './offices.js';
import { peopleRoutes } from './people.js';
import { personRoutes } from './person.js';
import { securityRoutes } from './security.js';
import { trailRoutes } from './trail.js';

const pages: readonly ConsoleRoute[] = [
  ...cannedRoutes,
  ...agencyRoutes,
  ...officesRoutes,
  ...officeRoutes,
  ...peopleRoutes,
  ...personRoutes,
  ...securityRoutes,
  ...healthRoutes,
  ...lawRoutes,
  ...trailRoutes,
];
export const adminRoutes: readonly ConsoleRoute[] = [...pages, adminHome(pages)];
