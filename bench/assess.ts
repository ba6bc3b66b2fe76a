/**
 * Owns measuring `assess`: a thousand different cases in one call, from the start of the process to its end, beside a process that only reads
 * and writes the same answers as JSON. Processor time is told too: it says more than the clock when the machine is busy.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomFacts, randomFrom } from '../test/law/reckoning/random-facts.js';
import type { Workplace } from './build.js';
import { median } from './stats.js';
import { atMost, type Line, show } from './table.js';

const CASES = 1_000;
const GOAL_S = 1;
/** The least that any program must do for these answers. */
const PLAIN = "const fs = require('node:fs'); fs.writeSync(1, JSON.stringify(JSON.parse(fs.readFileSync(process.argv[1], 'utf8'))))";

export const assess = (place: Workplace, rounds: number): readonly Line[] => {
  const folder = place.fresh('assess');
  const random = randomFrom(11);
  const facts = join(folder, 'facts.json');
  const answers = join(folder, 'answers.json');
  writeFileSync(facts, JSON.stringify(Array.from({ length: CASES }, () => randomFacts(random))));
  const ours = ['--max-semi-space-size=64', place.script('src/assess'), facts];
  run(ours, answers);
  const seen = Array.from({ length: rounds }, () => ({ ours: run(ours, join(folder, 'ours.json')), plain: run(['-e', PLAIN, answers], join(folder, 'plain.json')) }));
  const of = (read: (one: (typeof seen)[number]) => number): number => median(seen.map(read));
  const inMs = (read: (one: (typeof seen)[number]) => number): string => show(of(read), 'ms');
  return [
    {
      bench: 'assess',
      what: `${CASES} cases in one call, start to end, beside JSON.parse and stringify of the answers`,
      ours: inMs((one) => one.ours.ms),
      beside: inMs((one) => one.plain.ms),
      ratio: of((one) => one.ours.ms) / of((one) => one.plain.ms),
      goal: atMost(of((one) => one.ours.ms) / 1000, GOAL_S, 's'),
    },
    {
      bench: 'assess',
      what: 'processor time of the same',
      ours: inMs((one) => one.ours.cpu),
      beside: inMs((one) => one.plain.cpu),
    },
  ];
};

/** Milliseconds on the clock and on the processor (all threads) of one process whose output goes to a file. */
const run = (args: readonly string[], output: string): { readonly ms: number; readonly cpu: number } => {
  const out = openSync(output, 'w');
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL_CPU, ...args], { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' });
  const ms = performance.now() - from;
  closeSync(out);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { ms, cpu: Number(/cpu (\d+)/.exec(stderr)?.[1]) };
};

/** A module that says at the end what the process took; its parent cannot ask for it. */
const TELL_CPU = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('cpu ' + Math.round((user + system) / 1000) + '\\n'); });",
)}`;
