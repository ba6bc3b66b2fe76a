/** Owns holding a full durable turn against the bare transaction that writes the same rows. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Workplace } from './build.js';
import { start } from './child.js';
import type { Step } from './interview.js';
import { median } from './stats.js';
import { atLeast, type Line, show } from './table.js';

const schema = z.object({ rounds: z.array(z.object({ alone: z.number(), together: z.number(), cpu: z.number(), bare: z.number(), grouped: z.number(), bytes: z.number() })) });

export const raw = async (place: Workplace, interview: readonly Step[], rounds: number): Promise<readonly Line[]> => {
  const dir = place.fresh('raw');
  const file = join(dir, 'interview.json');
  writeFileSync(file, JSON.stringify(interview));
  const profile = process.env.BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`];
  const child = start(place.script('bench/raw-child'), {}, ['--dir', dir, '--interview', file, '--rounds', String(rounds)], ['--enable-source-maps', ...profile]);
  const seen = schema.parse(await child.hears(rounds * 120_000)).rounds;
  const of = (read: (one: (typeof seen)[number]) => number): number => median(seen.map(read));
  const [alone, together, bare, grouped, bytes] = [of((one) => one.alone), of((one) => one.together), of((one) => one.bare), of((one) => one.grouped), of((one) => one.bytes)];
  const cpu = of((one) => one.cpu);
  const rows = `${bytes.toFixed(0)} bytes a turn`;
  return [
    {
      bench: 'raw',
      what: `full turn, 100 conversations, beside one synced transaction of the same rows (${rows})`,
      ours: show(together, '/s'),
      beside: show(bare, '/s'),
      ratio: together / bare,
      goal: atLeast(together / bare, 0.5),
    },
    { bench: 'raw', what: 'full turn, 1 conversation, beside the same', ours: show(alone, '/s'), beside: show(bare, '/s'), ratio: alone / bare, goal: atLeast(alone / bare, 0.5) },
    {
      bench: 'raw',
      what: 'full turn, 100 conversations, beside the same rows 64 turns to a transaction (no goal)',
      ours: show(together, '/s'),
      beside: show(grouped, '/s'),
      ratio: together / grouped,
    },
    { bench: 'raw', what: 'full turn, 100 conversations: processor a turn', ours: show(cpu, 'ms', 2), beside: '' },
  ];
};
