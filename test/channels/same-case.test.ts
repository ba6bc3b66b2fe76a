/** The fear: a channel changes what a case becomes. Recorded talks held on every channel end in the same record; here every eighth, all of them by `npm run prove:channels`. */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordOn, type TalkChannel } from '../kit/talk-on.js';
import { transcripts } from '../kit/transcripts.js';

const chosen = transcripts().filter((path, i) => i % 8 === 0 || /photos|erase/.test(path));

describe.each(chosen.map((path) => [basename(path), path]))('%s', (_, path) => {
  test('on Telegram, Zalo OA and Zalo Bot as in the terminal', { timeout: 120_000 }, async () => {
    const others: readonly TalkChannel[] = ['telegram', 'zalo-oa', 'zalo-bot'];
    const [expected, ...found] = await Promise.all([recordOn('terminal', path), ...others.map((channel) => recordOn(channel, path))]);
    expect(Object.fromEntries(others.map((channel, i) => [channel, found[i]]))).toEqual(Object.fromEntries(others.map((channel) => [channel, expected])));
  });
});
