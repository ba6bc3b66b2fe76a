export { claim, claimWhere, rooms } from './claim.js';
export { law } from './the-law.js';
export { tellings } from './tellings.js';
