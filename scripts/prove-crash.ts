/** Owns `npm run prove:crash`: hundreds of kills of the real program while people talk, and the figures. `--kills 200 --people 20 --seed 1` */
import { parseArgs } from 'node:util';
import { BOUND, figures, weather } from '../test/crash/storm.js';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, people: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } } });
const storm = await weather({ kills: Number(values.kills), people: Number(values.people), seed: Number(values.seed), note: (line) => process.stderr.write(`${line}\n`) });
process.stdout.write(`${figures(storm)}\n`);
const faults = [...storm.wrong, ...storm.complaints];
for (const fault of faults.slice(0, 20)) process.stdout.write(`WRONG: ${fault}\n`);
const within = Math.max(0, ...storm.inFlight) <= BOUND && storm.doubled <= storm.inFlight.reduce((a, b) => a + b, 0);
if (!within) process.stdout.write('WRONG: more repeats than were on their way\n');
process.exitCode = faults.length === 0 && within ? 0 : 1;
