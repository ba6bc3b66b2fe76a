/** Owns the door of the upload page. */
export { pageRoutes } from './routes.js';
