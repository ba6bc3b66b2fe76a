export * from './key.js';
export * from './places.js';
export type * from './units.js';
