/** Owns killing the program again and again while people talk, and the figures of it. `kill.test.ts` does a little, `npm run prove:crash` a lot. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openBotHome } from '../kit/bot-process.js';
import { openFakeTelegram } from '../kit/fake-telegram/index.js';
import { openCrowd, type Verdict } from './crowd.js';
import { scriptOf } from './script.js';

export type Storm = { readonly people: number; readonly kills: number; readonly seed: number; readonly note?: (line: string) => void };
export type Weathered = Verdict & {
  readonly kills: number;
  readonly killedWhileStarting: number;
  /** Messages on their way at each death, as the next start reported them. */
  readonly inFlight: readonly number[];
  readonly seconds: number;
  /** Median from the start of the process until ready, ms. */
  readonly startMs: number;
  /** The program printed a thing it must not: a stack, a chore that failed. */
  readonly complaints: readonly string[];
};

/** Most sends at once: what one death can double. */
export const BOUND = 20;
/** As a network would: long enough that deaths fall between a call's leaving and its answer. */
const sendMs = 25;

export const weather = async ({ people, kills, seed, note = () => undefined }: Storm): Promise<Weathered> => {
  const telegram = await openFakeTelegram({ seed });
  const home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url });
  const random = telegram.world.random;
  const began = performance.now();
  const starts: number[] = [];
  let killedWhileStarting = 0;
  try {
    let bot = await home.start();
    const crowd = await openCrowd(telegram, people, random);
    await telegram.fault({ kind: 'delay', method: 'sendMessage', ms: sendMs, times: 0 });
    for (let kill = 0; kill < kills; kill += 1) {
      crowd.allow(Math.ceil(((kill + 1) / kills) * scriptOf(0).length) - 1);
      await sleep(random() * 350);
      await bot.kill9();
      if (random() < 0.2) {
        const unlucky = home.launch();
        await sleep(random() * (starts[0] ?? 600));
        await unlucky.kill9();
        killedWhileStarting += 1;
      }
      const from = performance.now();
      bot = await home.start();
      starts.push(performance.now() - from);
      if (kill % 20 === 19) note(`${kill + 1} of ${kills} kills`);
    }
    crowd.allow(scriptOf(0).length);
    await crowd.finished(60_000);
    await bot.term();
    const inFlight = [...home.output().matchAll(/"left":(\d+)/g)].map(([, left]) => Number(left));
    const complaints = home
      .output()
      .split('\n')
      .filter((line) => /"level":50|UnhandledPromise|at file:/.test(line));
    const verdict = await home.read((db) => crowd.judge(db));
    return {
      ...verdict,
      kills: kills + killedWhileStarting,
      killedWhileStarting,
      inFlight,
      complaints,
      seconds: (performance.now() - began) / 1000,
      startMs: starts.sort((a, b) => a - b)[Math.floor(starts.length / 2)] ?? 0,
    };
  } finally {
    await home.close();
    await telegram.close();
  }
};

/** One paragraph of figures for whoever reads the run. */
export const figures = (storm: Weathered): string =>
  [
    `${storm.kills} kills (${storm.killedWhileStarting} while starting), ${storm.people} people, ${storm.answers} answers, ${storm.messages} messages, ${storm.seconds.toFixed(1)} s.`,
    `Lost or wrong: ${storm.wrong.length}. Never heard: ${storm.missing}. Doubled on the wire: ${storm.doubled}; on their way at a death: ${storm.inFlight.reduce((a, b) => a + b, 0)}, at most ${Math.max(0, ...storm.inFlight)} at one (bound ${BOUND}).`,
    `Set aside for an officer: ${storm.setAside}. Ready again after ${Math.round(storm.startMs)} ms (median).`,
  ].join('\n');
