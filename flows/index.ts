export { claim, claimWhere, rooms } from './claim.js';
export { law, verdictOn } from './the-law.js';
export { tellings } from './tellings.js';
