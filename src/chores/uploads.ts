/** Owns looking now and then at uploads that are still on their way in: four times a day, and at each start. */
import { type Chore, waitMore } from './chore.js';

const EVERY_SECONDS = 6 * 3_600;

export const sweepUploads: Chore = async (_, tools) => {
  await tools.sweepUploads();
  return waitMore(EVERY_SECONDS);
};
