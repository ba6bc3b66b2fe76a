/**
 * Owns transcripts: a talk as text that a lawyer can read. `# ` begins the title, `@on`, `@from` set the day and the saved case,
 * `Dân:` is the person, `Bot:` the bot with its tag in brackets; lines that belong to one message are indented.
 */
import { isDay } from '../basics/index.js';
import type { Spoken } from './session.js';

export type Script = { readonly title: string; readonly on: string | undefined; readonly from: string | undefined; readonly says: readonly string[] };

/** Reads a transcript, or plain lines of the person. Throws with the line's number. */
export const readScript = (text: string): Script => {
  const title: string[] = [];
  const says: string[] = [];
  let on: string | undefined;
  let from: string | undefined;
  const plain = !/^Dân:/m.test(text);
  text.split('\n').forEach((line, i) => {
    if (line.startsWith('# ')) title.push(line.slice(2));
    else if (line.startsWith('@on ')) {
      on = line.slice(4).trim();
      if (!isDay(on)) throw new Error(`line ${i + 1}: @on wants a day such as 2026-11-22, not ${on}`);
    } else if (line.startsWith('@from ')) from = line.slice(6).trim();
    else if (line.startsWith('Dân: ')) says.push(line.slice(5));
    else if (plain && line.trim() !== '') says.push(line);
    else if (!plain && line.trim() !== '' && !line.startsWith('Bot: ') && !line.startsWith('     '))
      throw new Error(`line ${i + 1}: begins neither with Dân:, Bot:, @, # nor five spaces`);
  });
  return { title: title.join('\n'), on, from, says };
};

export const showPerson = (line: string): string => `Dân: ${line}`;
export const showBot = ({ text, tag, attachment }: Spoken): string =>
  `Bot: ${text.replaceAll('\n', '\n     ').replace(/^ +$/gm, '')}${attachment === undefined ? '' : `\n     📎 ${attachment.name}`}  [${tag}]`;

/** The transcript of a talk that was held. */
export const showScript = (script: Script, talk: readonly { readonly person: string; readonly bot: readonly Spoken[] }[]): string =>
  [
    ...script.title.split('\n').map((line) => `# ${line}`),
    ...(script.on === undefined ? [] : [`@on ${script.on}`]),
    ...(script.from === undefined ? [] : [`@from ${script.from}`]),
    '',
    ...talk.flatMap(({ person, bot }) => [showPerson(person), ...bot.map(showBot), '']),
  ].join('\n');
