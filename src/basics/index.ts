export * from './day.js';
export * from './id.js';
export * from './money.js';
export * from './result.js';
export * from './text.js';
