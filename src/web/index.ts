/** Owns the pages people open in a browser, and the doors platforms knock at. */
export { sharedStyle } from './assets.js';
export { dispositionOf } from './disposition.js';
export { makeWeb } from './make-web.js';
export type { AgencyAct, AgencyPlace, PageFile, TimelinePlace, WebPort } from './port.js';
export { type Served, serveWeb } from './server.js';
export { fromOurPage } from './same-site.js';
export { makeBell } from './bell.js';
