/** Owns the list of pages for getting in, the own account, and the first page. */
import type { ConsoleRoute } from '../routes.js';
import { assetResponse } from '../assets.js';
import { accountRoutes } from './account.js';
import { enrolRoutes } from './enrol.js';
import { helpRoutes } from './help.js';
import { invitationRoutes } from './invitation.js';
import { signInPages } from './sign-in.js';

const assetRoute: ConsoleRoute = {
  method: 'GET',
  path: '/assets/:name',
  needs: 'open',
  reads: 'none',
  handler: ({ c, param, query }) => assetResponse(param('name'), query('v'), c.req.header('accept-encoding') ?? '') ?? c.notFound(),
};

export const signInRoutes: readonly ConsoleRoute[] = [assetRoute, ...signInPages, ...enrolRoutes, ...invitationRoutes, ...accountRoutes, ...helpRoutes];
