/**
 * Owns the interview that both sides hold: the first forty answers of a claim for wrongful detention, with every word and keyboard our
 * flow says to them, recorded from the program itself, so that the other side asks exactly the same.
 *
 * `{"question":"proceed","says":"có","answer":{"kind":"tap","label":"Có"},"hears":[{"text":"…","keyboard":[["Có","Không"]]}]}`
 */
import { join } from 'node:path';
import { z } from 'zod';
import { openApp } from '../src/app.js';
import { conversationOfChat, currentAnswers } from '../src/cases/index.js';
import { keyboardOf } from '../src/channels/telegram/send.js';
import { capabilities } from '../src/channels/telegram/index.js';
import { repositoryFolder } from '../src/repository/index.js';
import { openLog } from '../src/log.js';
import type { Body, Parcel } from '../src/messages/index.js';
import { loadWording } from '../src/wording/index.js';
import { restOfScript, scriptOf } from '../test/crash/script.js';

export const stepSchema = z.object({
  /** What is answered; `start` for the first message. */
  question: z.string(),
  /** The same answer typed. */
  says: z.string(),
  answer: z.discriminatedUnion('kind', [z.object({ kind: z.literal('text'), text: z.string() }), z.object({ kind: z.literal('tap'), label: z.string() })]),
  /** What the bot then says, in order. */
  hears: z.array(z.object({ text: z.string(), keyboard: z.array(z.array(z.string())) })).min(1),
});
export type Step = z.infer<typeof stepSchema>;
export const interviewSchema = z.array(stepSchema);

export const ANSWERS = 40;

/** Holds the talk once with our program and writes it down. Throws when an answer is not taken as the answer to its question. */
export const recordInterview = async (stateDir: string): Promise<readonly Step[]> => {
  const said: Parcel[] = [];
  const app = await openApp({
    stateDir,
    secretKey: 'only for recording the interview',
    now: () => new Date().toISOString(),
    publicUrl: 'https://bench.example',
    log: openLog(process.stderr),
    wording: loadWording(join(repositoryFolder(), 'locales')),
    mailFrom: 'Đồng Hành <bench@example.org>',
  });
  app.addChannel({
    channel: 'telegram',
    capabilities,
    send: async (parcel) => {
      said.push(parcel);
      return { kind: 'sent' };
    },
  });
  app.start();
  const steps: Step[] = [];
  const say = async (question: string, says: string, body: Body, answer: Step['answer']): Promise<void> => {
    said.length = 0;
    await app.receive([{ channel: 'telegram', externalId: `${steps.length}`, chat: '1', languageHint: 'vi', body }]);
    await app.idle();
    steps.push({
      question,
      says,
      answer,
      hears: said.map(({ text, choices }) => ({ text, keyboard: (keyboardOf(choices).reply_markup?.inline_keyboard ?? []).map((row) => row.map((button) => button.text)) })),
    });
  };
  await say('start', '/start', { kind: 'start' }, { kind: 'text', text: '/start' });
  const conversation = conversationOfChat(app.db.read, 'telegram', '1') ?? '';
  for (const { question, says } of [...scriptOf(0), ...restOfScript()].slice(0, ANSWERS)) {
    const button = buttonFor(says, said.at(-1)?.choices ?? []);
    await say(
      question,
      says,
      button === undefined ? { kind: 'text', text: says } : { kind: 'tap', payload: button.payload },
      button === undefined ? { kind: 'text', text: says } : { kind: 'tap', label: button.label },
    );
    const last = currentAnswers(app.db.read, conversation).at(-1)?.question;
    if (last !== question) throw new Error(`«${says}» was not taken as the answer to ${question} (last is ${last}); mend test/crash/script.ts`);
  }
  await app.stop();
  return interviewSchema.parse(steps);
};

/** People tap where they can: the option with these words or this number. */
const buttonFor = (says: string, choices: Parcel['choices']): Parcel['choices'][number] | undefined =>
  choices.find(({ label }) => label.toLowerCase() === says.toLowerCase()) ?? (/^\d$/.test(says) && choices.length > 2 ? choices[Number(says) - 1] : undefined);
