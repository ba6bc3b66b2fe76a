export { agencyRoutes } from './routes.js';
