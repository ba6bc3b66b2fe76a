/** The fear: a word, a route or a number changes without anyone having read it. Every recorded talk is held again and must be the same. */
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heldAgain, transcripts } from '../kit/transcripts.js';

describe('recorded talks', () => {
  it('are at least 25', () => expect(transcripts().length).toBeGreaterThanOrEqual(25));

  it.each(transcripts().map((path) => [basename(path), path]))('%s', { timeout: 60_000 }, async (_name, path) => {
    const { before, after, logged } = await heldAgain(path);
    expect(after).toBe(before);
    expect(logged).toBe('');
  });
});
