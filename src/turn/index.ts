/** Owns the turn's door: taking one, and what the desk and the chores need of it to read a talk and to write in the person's stead. */
export { type Loaded, loadTalk } from './load.js';
export { parkMessage, takeTurn } from './take.js';
export { type By, envFor, type TurnTools } from './tools.js';
export { writeOutcome } from './write.js';
