/** Owns the two bots and the fake API as running processes on one disk: ours is the real program in webhook mode. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Workplace } from './build.js';
import { answers, cpuSeconds, freePort, start } from './child.js';
import type { Step } from './interview.js';

export type Side = 'ours' | 'peer';
export type Stage = {
  /** `users` new people hold the interview with a side, up to `steps` of it. */
  readonly run: (side: Side, users: number, steps?: number) => Promise<Figures>;
  readonly stateDir: (side: Side) => string;
  readonly key: string;
  readonly end: () => Promise<void>;
};

const figuresSchema = z.object({
  turns: z.number(),
  seconds: z.number(),
  latencies: z.array(z.number()),
  lost: z.number(),
  doubled: z.number(),
  wrong: z.number(),
  failures: z.number(),
  connections: z.number(),
  cpuSeconds: z.number(),
});
/** `cpuSeconds` of the API process, `botCpuSeconds` of the bot. */
export type Figures = z.infer<typeof figuresSchema> & { readonly botCpuSeconds: number };

const KEY = 'the same key of the measurement for both sides';
const SECRET = 'bench-secret';
const tokens: Readonly<Record<Side, string>> = { ours: '123456:ours_Token_of-the_bench', peer: '654321:peer_Token_of-the_bench' };
const urlSchema = z.object({ url: z.string() });

/** `delay`: milliseconds of every API call. */
export const openStage = async (place: Workplace, interview: readonly Step[], delay = 60): Promise<Stage> => {
  const file = join(place.fresh('interview'), 'interview.json');
  writeFileSync(file, JSON.stringify(interview));
  const telegram = start(place.script('bench/telegram/main'), {}, ['--delay', String(delay), '--interview', file]);
  const api = urlSchema.parse(await telegram.hears(30_000)).url;
  const dirs: Readonly<Record<Side, string>> = { ours: place.fresh('ours'), peer: place.fresh('peer') };
  const port = await freePort();
  const profile = process.env.BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`];
  const ours = start(
    place.script('src/main'),
    {
      STATE_DIR: dirs.ours,
      SECRET_KEY: KEY,
      PORT: String(port),
      PUBLIC_URL: 'https://bench.example',
      TELEGRAM_BOT_TOKEN: tokens.ours,
      TELEGRAM_API_ROOT: api,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
    },
    [],
    ['--enable-source-maps', ...profile],
  );
  const peer = start(place.script('bench/peer/main'), { STATE_DIR: dirs.peer, SECRET_KEY: KEY, TOKEN: tokens.peer, API_ROOT: api, SECRET, INTERVIEW: file });
  const base: Readonly<Record<Side, string>> = { ours: `http://127.0.0.1:${port}`, peer: urlSchema.parse(await peer.hears(30_000)).url };
  await answers(`${base.ours}/healthz`, 30_000);
  const pids: Readonly<Record<Side, number>> = { ours: ours.pid, peer: peer.pid };
  let first = 10_000;
  return {
    key: KEY,
    stateDir: (side) => dirs[side],
    run: async (side, users, steps) => {
      telegram.say({ users, first, base: base[side], token: tokens[side], ...(steps === undefined ? {} : { steps }) });
      first += users;
      const before = cpuSeconds(pids[side]);
      const figures = figuresSchema.parse(await telegram.hears(600_000));
      return { ...figures, botCpuSeconds: cpuSeconds(pids[side]) - before };
    },
    end: async () => {
      await Promise.all([ours.end(), peer.end()]);
      await telegram.end();
    },
  };
};
