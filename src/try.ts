/** Owns `npm run try`: talk to the bot in the terminal. `--script FILE` feeds lines, `--on DAY` sets the day, `--from CASE` starts in the middle, `--repro` prints a transcript. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { dayAt, isDay } from './basics/index.js';
import { openLog } from './log.js';
import { readScript, type Script, showBot, showPerson, showScript } from './terminal/script.js';
import { openSession, savedCaseSchema, type Spoken } from './terminal/session.js';

const usage = 'npm run try -- [--script FILE] [--on YYYY-MM-DD] [--from CASE.json] [--repro] [--save-pdf FILE]';

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      script: { type: 'string' },
      on: { type: 'string' },
      from: { type: 'string' },
      repro: { type: 'boolean' },
      'save-pdf': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return print(usage);
  const script: Script = values.script === undefined ? { title: 'A talk', on: undefined, from: undefined, says: [] } : readScript(readFileSync(values.script, 'utf8'));
  const on = values.on ?? script.on ?? dayAt(new Date().toISOString());
  if (!isDay(on)) return complain(`--on wants a day such as 2026-11-22, not ${on}\n${usage}`);
  const folder = values.script === undefined ? process.cwd() : dirname(resolve(values.script));
  const fromFile = values.from ?? (script.from === undefined ? undefined : join(folder, script.from));
  const from = fromFile === undefined ? undefined : savedCaseSchema.parse(JSON.parse(readFileSync(fromFile, 'utf8')));
  const session = await openSession({ on, log: openLog(process.stderr), filesFrom: folder, ...(from === undefined ? {} : { from }) });
  const talk: { person: string; bot: readonly Spoken[] }[] = [];
  const turn = async (person: string): Promise<void> => {
    const bot = await session.say(person);
    talk.push({ person, bot });
    if (values.script !== undefined && !values.repro) print(showPerson(person));
    if (!values.repro) for (const spoken of bot) print(`${showBot(spoken)}`);
    if (!values.repro) print('');
  };
  try {
    if (values.script !== undefined) for (const line of script.says) await turn(line);
    else await converse(turn);
    const pdf = values['save-pdf'] === undefined ? undefined : await session.pdf();
    if (pdf && values['save-pdf'] !== undefined) writeFileSync(values['save-pdf'], pdf);
  } finally {
    if (values.repro) print(showScript({ ...script, on }, talk));
    await session.close();
  }
  return 0;
};

const converse = async (turn: (line: string) => Promise<void>): Promise<void> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: 'Dân: ', terminal: process.stdin.isTTY });
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') await turn(line.trim());
    terminal.prompt();
  }
};

const print = (line: string): number => {
  process.stdout.write(`${line}\n`);
  return 0;
};
const complain = (line: string): number => {
  process.stderr.write(`${line}\n`);
  return 2;
};

process.exitCode = await main();
