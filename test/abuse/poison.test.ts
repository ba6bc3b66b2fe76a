/** The fear: one broken row stops everyone, or spins for ever, or leaves a person without a word. It is one talk's affair: told, set aside, seen by an officer. */
import { afterEach, expect, it } from 'vitest';
import { conversation, conversationOfChat, eventsOf } from '../../src/cases/index.js';
import { type Database, query } from '../../src/storage/index.js';
import { loadWording } from '../../src/wording/index.js';
import { openBotHome } from '../kit/bot-process.js';
import { openFakeTelegram, type Person } from '../kit/fake-telegram/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { join } from 'node:path';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const failed = loadWording(join(repositoryFolder(), 'locales')).vi.say('common.failed');
const toldOfIt = async (person: Person, after = 0): Promise<number> =>
  (await person.transcript()).filter(({ from, text, messageId }) => from === 'bot' && messageId > after && text === failed).length;

const spoilPending = query<{ id: string }>()((db, p) => db.updateTable('conversation').set({ pending: '{"kind":"no such thing"' }).where('id', '=', p('id')));
const spoilPosition = query<{ id: string }>()((db, p) => db.updateTable('conversation').set({ position: '{half' }).where('id', '=', p('id')));
const spoilAnswer = query<{ id: string }>()((db, p) =>
  db.updateTable('answer').set({ value: '"no such option"' }).where('conversation_id', '=', p('id')).where('question', '=', 'field'),
);
const spoilAnswerJson = query<{ id: string }>()((db, p) => db.updateTable('answer').set({ value: '{half' }).where('conversation_id', '=', p('id')).where('question', '=', 'field'));
const spoilInbox = query<{ id: string }>()((db, p) =>
  db.insertInto('inbox').values({
    channel: 'telegram',
    external_id: 'spoilt',
    conversation_id: p('id'),
    received_at: '2026-11-22T00:00:00.000Z',
    body: '{"kind":"of a later release"}',
    state: 'new',
    note: null,
  }),
);
const inboxStates = query<{ id: string }>()((db, p) => db.selectFrom('inbox').select(['state']).where('conversation_id', '=', p('id')).orderBy('id'));

const idOf = (db: Database, chat: number): string => conversationOfChat(db.read, 'telegram', String(chat)) ?? '';

it('five kinds of damage: each talk is told and set aside alone, others go on, and nothing spins', { timeout: 240_000 }, async () => {
  const telegram = await openFakeTelegram();
  open.push(telegram.close);
  const home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url });
  open.push(home.close);
  const damages = [spoilPending, spoilAnswerJson, spoilPosition, spoilAnswer, spoilInbox];
  const spoilt = await Promise.all(damages.map((_, i) => telegram.person(601 + i)));
  const [pending, answerJson, position, answer, inbox] = spoilt;
  const well = await telegram.person(699);
  const first = await home.start();
  for (const one of [...spoilt, well]) for (const line of ['/start', 'đồng ý', '1']) await one.hears(await one.says(line), 20_000);
  await first.term();
  await home.change((db) =>
    db.transaction((tx) => {
      for (const [i, damage] of damages.entries()) tx.run<{ id: string }, unknown>(damage, { id: idOf(db, 601 + i) });
    }),
  );

  const bot = await home.start();
  const asked = await Promise.all([...spoilt, well].map((one) => one.says('1')));
  await well.hears(asked.at(-1), 20_000);
  for (const [i, one] of spoilt.entries()) await telegram.waitFor(async () => (await one.transcript()).at(-1)?.from === 'bot', 20_000, `a word to ${one.id} after damage ${i + 1}`);
  // Told once.
  for (const one of [pending, answerJson, inbox]) expect(await toldOfIt(one as Person), `told ${one?.id}`).toBe(1);
  expect(await toldOfIt(position as Person)).toBeLessThanOrEqual(1);
  console.info(`an answer that is not an option any more: the person was ${(await toldOfIt(answer as Person)) === 1 ? 'told of a failure' : 'asked on'}`);
  // The next message is not swallowed either.
  for (const one of spoilt) await one.hears(await one.says('vì sao'), 20_000);
  await well.hears(await well.says('2'), 20_000);
  const failures = home.output().match(/message parked for an officer/g)?.length ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(home.output().match(/message parked for an officer/g)?.length ?? 0).toBe(failures);
  expect(home.output()).not.toContain('turns stopped');
  await bot.term();
  await home.read((db) => {
    for (const one of [pending, answerJson, inbox]) {
      const id = idOf(db, one?.id ?? 0);
      expect(conversation(db.read, id)?.owner, `owner of ${one?.id}`).toBe('queue');
      expect(eventsOf(db.read, id).some(({ kind, data }) => kind === 'person_wanted' && data.includes('turn_failed'))).toBe(true);
      expect(db.read.all(inboxStates, { id }).some(({ state }) => state === 'parked')).toBe(true);
      expect(db.read.all(inboxStates, { id }).some(({ state }) => state === 'new')).toBe(false);
    }
    expect(conversation(db.read, idOf(db, 699))?.owner).toBe('bot');
  });
});
