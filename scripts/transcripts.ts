/** Owns `npm run transcripts`: holds every talk of test/conversations again and rewrites the bot's lines. The diff is the review. */
import { writeFileSync } from 'node:fs';
import { heldAgain, transcripts } from '../test/kit/transcripts.js';

const only = process.argv.slice(2);
for (const path of transcripts()) {
  if (only.length > 0 && !only.some((name) => path.includes(name))) continue;
  const { before, after } = await heldAgain(path);
  if (before !== after) writeFileSync(path, after);
  process.stdout.write(`${before === after ? 'same   ' : 'changed'} ${path}\n`);
}
process.exit(0);
