/** Owns the end of an officer's lease: the case goes to the queue and the person is told. */
import { leaseLapsed } from '../desk/index.js';
import { type Chore, done } from './chore.js';

export const leaseEnds: Chore = async (timer, tools) => {
  await tools.db.transaction((tx) => leaseLapsed(tx, timer.key, tools.now(), tools.desk));
  tools.wake([timer.key]);
  return done;
};
