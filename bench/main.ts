/**
 * Owns `npm run bench`: compiles the sources, runs the measurements asked for (`turns`, `raw`, `bytes`, `dossier`, `channels`, `start`, `console`, `assess`; all by default) and prints
 * one table of medians. `--rounds N` (5), `--users 20,100,200`, `--quiet`.
 */
import { parseArgs } from 'node:util';
import { assess } from './assess.js';
import { build } from './build.js';
import { bytes } from './bytes.js';
import { channels } from './channels.js';
import { dossier } from './dossier.js';
import { recordInterview } from './interview.js';
import { describeMachine, load } from './machine.js';
import { raw } from './raw.js';
import { openStage } from './sides.js';
import { desk } from './console.js';
import { cold } from './start.js';
import { type Line, tableOf } from './table.js';
import { turns } from './turns.js';

const names = ['turns', 'raw', 'bytes', 'dossier', 'channels', 'start', 'console', 'assess'] as const;
type Name = (typeof names)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, users: { type: 'string', default: '20,100,200' }, quiet: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !names.some((known) => known === name));
if (unknown.length > 0) {
  process.stderr.write(`no measurement is called ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(2);
}
const wanted = (name: Name): boolean => positionals.length === 0 || positionals.includes(name);
const rounds = Number(values.rounds);
const note = (line: string): void => {
  if (!values.quiet) process.stderr.write(`${line} (load ${load()})\n`);
};

const place = await build();
const lines: Line[] = [];
const loads: string[] = [load()];
try {
  const machine = describeMachine(place.folder);
  const talks: readonly Name[] = ['turns', 'raw', 'bytes', 'channels'];
  const interview = talks.some(wanted) ? await recordInterview(place.fresh('recording')) : [];
  if (wanted('turns')) {
    const stage = await openStage(place, interview);
    lines.push(...(await turns(stage, rounds, values.users.split(',').map(Number), note).finally(stage.end)));
  }
  if (wanted('raw')) lines.push(...(await raw(place, interview, rounds)));
  if (wanted('bytes')) lines.push(...(await bytes(place, await openStage(place, interview, 0))));
  if (wanted('dossier')) lines.push(...(await dossier(place, rounds, note)));
  if (wanted('channels')) lines.push(...(await channels(place, interview, 100, rounds, note)));
  if (wanted('start')) lines.push(...(await cold(place, rounds)));
  if (wanted('assess')) lines.push(...assess(place, rounds));
  if (wanted('console')) lines.push(...(await desk(place, note)));
  loads.push(load());
  process.stdout.write(
    `${[...machine, `- ${rounds} alternating rounds, medians; load of the machine ${loads[0]} at the start, ${loads.at(-1)} at the end`].join('\n')}\n\n${tableOf(lines)}\n`,
  );
} finally {
  place.remove();
}
