/**
 * Owns the command `npm run -s read -- KIND [TEXT] [--on DAY]`: a line of what a person might type in, one JSON line out, as the
 * readers give it. Without TEXT it reads standard input, line by line. Exit 2 and a sentence on standard error for a wrong command.
 */
import { createInterface } from 'node:readline';
import { dayAt, isDay } from './basics/index.js';
import { type CodedReader, readDay, readDaysBetween, readId, readMoney, readNumber, readPhone, readPlace, readYesNo } from './conversation/readers/index.js';

const readers = new Map<string, CodedReader<unknown>>([
  ['day', readDay],
  ['money', readMoney],
  ['number', readNumber],
  ['yes-no', readYesNo],
  ['phone', readPhone],
  ['id', readId],
  ['place', readPlace],
  ['days-between', readDaysBetween],
]);

const USAGE = `npm run -s read -- KIND [TEXT] [--on YYYY-MM-DD]\nKIND: ${[...readers.keys()].join(', ')}`;

const wrong = (why: string): never => {
  process.stderr.write(`read: ${why}\n${USAGE}\n`);
  process.exit(2);
};

const words: string[] = [];
let on: string | undefined;
const given = process.argv.slice(2);
for (let at = 0; at < given.length; at++) {
  const word = given[at] ?? '';
  if (word === '--on') on = given[++at] ?? wrong('--on needs a day');
  else if (word.startsWith('--on=')) on = word.slice('--on='.length);
  else words.push(word);
}
const [kind, ...text] = words;
if (kind === undefined) wrong('which KIND?');
const reader = readers.get(kind ?? '') ?? wrong(`unknown KIND "${kind}"`);
if (on !== undefined && !isDay(on)) wrong(`--on "${on}" is not an existing day written YYYY-MM-DD`);
const today = on ?? dayAt(new Date().toISOString());

const answer = (line: string): void => {
  process.stdout.write(`${JSON.stringify(reader(line, { today }))}\n`);
};

if (text.length > 0) answer(text.join(' '));
else for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) answer(line);
