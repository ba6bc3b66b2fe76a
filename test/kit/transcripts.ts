/** Owns holding a recorded talk again, with the same day and the same lines of the person. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryFolder } from '../../src/repository/index.js';
import { readScript, showScript } from '../../src/terminal/script.js';
import { openSession, savedCaseSchema, type Spoken } from '../../src/terminal/session.js';
import { keptLog } from './log.js';

export const transcripts = (): readonly string[] => {
  const folder = join(repositoryFolder(), 'test', 'conversations');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => join(folder, name));
};

export type Held = {
  readonly before: string;
  readonly after: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly pdf: Buffer | undefined;
  readonly logged: string;
};

/** The transcript as stored and as the talk goes today. */
export const heldAgain = async (path: string): Promise<Held> => {
  const before = readFileSync(path, 'utf8');
  const script = readScript(before);
  if (script.on === undefined) throw new Error(`${path} has no @on line; a talk without a day cannot be repeated`);
  const { log, logged } = keptLog();
  const from = script.from === undefined ? undefined : savedCaseSchema.parse(JSON.parse(readFileSync(join(dirname(path), script.from), 'utf8')));
  const session = await openSession({ on: script.on, log, filesFrom: dirname(path), ...(from === undefined ? {} : { from }) });
  try {
    const talk: { person: string; bot: readonly Spoken[] }[] = [];
    for (const person of script.says) talk.push({ person, bot: await session.say(person) });
    return { before, after: showScript(script, talk), answers: session.answers(), pdf: await session.pdf(), logged: logged() };
  } finally {
    await session.close();
  }
};
