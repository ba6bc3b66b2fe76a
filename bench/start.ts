/** Owns the cold start: a fresh process on a fresh and on a used state folder until `/healthz` answers, and its memory after five idle seconds. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workplace } from './build.js';
import { answers, freePort, start, treeMb } from './child.js';
import { median } from './stats.js';
import { atMost, type Line, show } from './table.js';

const IDLE_MS = 5_000;

export const cold = async (place: Workplace, rounds: number): Promise<readonly Line[]> => {
  const first: number[] = [];
  const again: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const dir = place.fresh('start');
    first.push((await once(place, dir, 0)).ms);
    const second = await once(place, dir, IDLE_MS);
    again.push(second.ms);
    memory.push(second.mb);
  }
  const worst = Math.max(median(first), median(again)) / 1000;
  return [
    { bench: 'start', what: 'until /healthz answers, new state folder', ours: show(median(first), 'ms'), beside: '', goal: atMost(median(first) / 1000, 1.5, 's') },
    { bench: 'start', what: 'until /healthz answers, used state folder', ours: show(median(again), 'ms'), beside: '', goal: atMost(worst, 1.5, 's') },
    { bench: 'start', what: 'resident memory after 5 idle seconds', ours: show(median(memory), 'MB'), beside: '', goal: atMost(median(memory), 150, 'MB') },
  ];
};

const once = async (place: Workplace, dir: string, idle: number): Promise<{ readonly ms: number; readonly mb: number }> => {
  const port = await freePort();
  const from = performance.now();
  const child = start(place.script('src/main'), { STATE_DIR: dir, SECRET_KEY: 'a key of thirty-two characters or more', PORT: String(port) });
  await answers(`http://127.0.0.1:${port}/healthz`, 60_000);
  const ms = performance.now() - from;
  await sleep(idle);
  const mb = treeMb(child.pid);
  await child.end();
  return { ms, mb };
};
