// A decoder that hangs, eats memory or dies takes nothing with it but itself.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gateFor, runChild } from '../../src/evidence/index.js';

const entry = new URL('./children/misbehaving.ts', import.meta.url);
const limits = { stepMs: 1_500, totalMs: 10_000, memoryMb: 300 };

const run = async (job: string, changed: Partial<typeof limits> = {}, signal?: AbortSignal) => {
  const said: unknown[] = [];
  const onItem = (item: unknown): void => {
    said.push(item);
  };
  const gate = gateFor(1);
  const ended = await runChild(entry, job, { gate, limits: { ...limits, ...changed }, parse: (x) => x, onItem, ...(signal ? { signal } : {}) });
  return { ended, said };
};

describe('a child', () => {
  it('hands out its items in order', async () => expect(await run('count')).toEqual({ ended: 'done', said: [1, 2, 3] }));
  it('sees none of our environment, so no key', async () => expect((await run('environment')).said.flat()).not.toContain('PATH'));
  it('is ended when it hangs', async () => expect(await run('hang')).toEqual({ ended: 'too_long', said: [] }));
  it('is ended when it hangs half-way', async () => expect(await run('hang after one')).toEqual({ ended: 'too_long', said: [1] }));
  it('is ended when all together takes too long', async () => expect((await run('hang', { stepMs: 60_000, totalMs: 500 })).ended).toBe('too_long'));
  it('is ended when it eats memory', async () => expect((await run('eat', { stepMs: 10_000 })).ended).toBe('too_heavy'));
  it('may die', async () => expect(['crashed', 'too_heavy']).toContain((await run('crash')).ended));
  it('may leave', async () => expect((await run('exit')).ended).toBe('crashed'));
  it('is stopped by a signal, waiting or working', async () => {
    expect((await run('hang', {}, AbortSignal.timeout(300))).ended).toBe('stopped');
    expect((await run('hang', {}, AbortSignal.abort())).ended).toBe('stopped');
  });
  it('passes on a bug of ours instead of blaming the file', async () => expect(run('bug')).rejects.toThrow('a bug of ours'));
  it('that ended well takes the next job; one that did not is never used again', async () => {
    const first = (await run('who')).said;
    expect((await run('who')).said).toEqual(first);
    await run('exit');
    expect((await run('who')).said).not.toEqual(first);
  });
  it('that cannot start says so', async () => {
    const missing = new URL('./children/no-such-child.ts', import.meta.url);
    const nothing = { gate: gateFor(1), limits, parse: (said: unknown) => z.string().parse(said), onItem: () => undefined };
    await expect(runChild(missing, 'count', nothing)).rejects.toThrow(/did not start/);
  });
  it('passes on the fault of whoever keeps its items, and frees its place', async () => {
    const gate = gateFor(1);
    const full = { gate, limits, parse: (said: unknown) => z.number().parse(said), onItem: () => Promise.reject(new Error('disk full')) };
    await expect(runChild(entry, 'count', full)).rejects.toThrow('disk full');
    expect(await gate.enter(AbortSignal.timeout(100))).toBe(true);
  });
});

describe('a gate', () => {
  it('lets in so many, then in order, and forgets who gave up', async () => {
    const gate = gateFor(2);
    const order: string[] = [];
    await gate.enter();
    await gate.enter();
    const third = gate.enter().then((inside) => order.push(`third ${inside}`));
    const impatient = gate.enter(AbortSignal.timeout(20)).then((inside) => order.push(`impatient ${inside}`));
    const fifth = gate.enter().then((inside) => order.push(`fifth ${inside}`));
    await impatient;
    gate.leave();
    await third;
    gate.leave();
    await fifth;
    expect(order).toEqual(['impatient false', 'third true', 'fifth true']);
  });
});
