/** The parts of a case beside the talk. Each is redrawn alone when it changed. */
export { Dossiers } from './dossiers.js';
export { Evidence } from './evidence.js';
export { Facts } from './facts.js';
export { Findings } from './findings.js';
export { History } from './history.js';
export { type Note, Notes } from './notes.js';
export { Place } from './place.js';
export { Steps } from './steps.js';
