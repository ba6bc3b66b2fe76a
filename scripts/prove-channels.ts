/** Proves that every recorded talk ends in the same case on every channel: `npx tsx scripts/prove-channels.ts`. Prints each difference. Exit 1 when there is one. */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { recordOn, talkChannels } from '../test/kit/talk-on.js';
import { transcripts } from '../test/kit/transcripts.js';

const start = performance.now();
let differing = 0;
for (const path of transcripts()) {
  const expected = await recordOn('terminal', path);
  for (const channel of talkChannels.filter((name) => name !== 'terminal')) {
    const found = await recordOn(channel, path);
    if (isDeepStrictEqual(found, expected)) continue;
    differing += 1;
    process.stdout.write(`${basename(path)} on ${channel}\n  ${JSON.stringify(found)}\n  ${JSON.stringify(expected)}\n`);
  }
}
process.stdout.write(`${transcripts().length} talks on ${talkChannels.length} channels: ${differing} differ · ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
process.exitCode = differing === 0 ? 0 : 1;
