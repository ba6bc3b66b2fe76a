/** One table: every kind of update (`updates/*.json`, in the shape of Bot API 5.0 types) and what it comes to (`expected.json`). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toMessages } from '../../../src/channels/telegram/index.js';
import { messageSchema } from '../../../src/messages/index.js';

const folder = new URL('./updates/', import.meta.url);
const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));
const expected = z.record(z.string(), z.unknown()).parse(readJson(new URL('./expected.json', import.meta.url)));
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

describe('an update becomes', () => {
  test('every recorded update is expected, and every expectation recorded', () => {
    expect(names.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  test.each(names)('%s', (name) => {
    const translated = toMessages(readJson(new URL(`${name}.json`, folder)));
    expect(translated).toEqual(expected[name]);
    if (translated.kind === 'messages') for (const message of translated.messages) expect(messageSchema.parse(message)).toEqual(message);
  });

  test('the same update twice is the same message', () => {
    const update = readJson(new URL('text.json', folder));
    expect(toMessages(update)).toEqual(toMessages(structuredClone(update)));
  });
});
