/** Owns holding a recorded talk on a real channel against its fake platform: the same day, the same lines, and what the case comes to. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openTelegramChannel } from '../../src/channels/index.js';
import { addSeconds, instantAt } from '../../src/basics/index.js';
import { answerGiven, caseOpened, conversation, conversationFor, evidenceOf, latestDossier } from '../../src/cases/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import type { Channel } from '../../src/messages/index.js';
import { query } from '../../src/storage/index.js';
import { readScript } from '../../src/terminal/script.js';
import { type SavedCase, savedCaseSchema } from '../../src/terminal/session.js';
import { openZaloBot } from '../../src/channels/zalo-bot/index.js';
import { openZaloOa } from '../../src/channels/zalo-oa/index.js';
import { makeWeb, serveWeb } from '../../src/web/index.js';
import { memorySettings } from '../channels/memory.js';
import { openFakeTelegram } from './fake-telegram/index.js';
import { openFakeZaloBot } from './fake-zalo-bot/index.js';
import { openFakeZaloOa } from './fake-zalo-oa/index.js';
import { openWhole, type Whole } from './whole-program.js';

export const talkChannels = ['terminal', 'telegram', 'zalo-oa', 'zalo-bot'] as const;
export type TalkChannel = (typeof talkChannels)[number];

/** What a case is, whatever channel it came by: the answers, where it stands, the papers by exhibit, the dossier. */
export type CaseRecord = {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly phase: string;
  readonly owner: string;
  readonly language: string;
  readonly papers: readonly string[];
  readonly dossiers: number;
};

type Side = {
  readonly type: (text: string) => Promise<unknown> /** Gives false when nothing was sent. */;
  readonly send: (name: string, bytes: Buffer) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

const chat = '55012468';
const log = { info: () => {}, warn: () => {}, error: () => {} };
const inboxCount = query<{ channel: string }>()((db, p) =>
  db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('channel', '=', p('channel')),
);

export const recordOn = async (channel: TalkChannel, path: string): Promise<CaseRecord> => {
  const script = readScript(readFileSync(path, 'utf8'));
  if (script.on === undefined) throw new Error(`${path} has no @on line; a talk without a day cannot be repeated`);
  let clock = instantAt(script.on, '08:00');
  const whole = await openWhole(() => clock);
  const saved = script.from === undefined ? undefined : savedCaseSchema.parse(JSON.parse(readFileSync(join(dirname(path), script.from), 'utf8')));
  const id = await whole.app.db.transaction((tx) => {
    const made = conversationFor(tx, channel, chat, undefined, clock);
    if (saved !== undefined) seed(tx, made, saved, clock);
    return made;
  });
  const side = await sides[channel](whole, () => Date.parse(clock));
  const came = (): number => Number(whole.app.db.read.get(inboxCount, { channel })?.count ?? 0);
  try {
    for (const line of script.says) {
      clock = addSeconds(clock, 60);
      const before = came();
      const file = /^\[(?:tệp|file) (.+)\]$/.exec(line)?.[1];
      const gave = file === undefined ? await side.type(line.replaceAll('\\n', '\n')) : await side.send(basename(file), readFileSync(join(dirname(path), file)));
      for (const end = performance.now() + 10_000; gave !== false && came() === before && performance.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 3));
      await whole.app.idle();
    }
    const row = conversation(whole.app.db.read, id);
    const papers = evidenceOf(whole.app.db.read, id).filter(({ state }) => state === 'received');
    return {
      answers: whole.app.answers(id),
      phase: row?.phase ?? '',
      owner: row?.owner ?? '',
      language: row?.language ?? '',
      papers: papers.map(({ exhibit, paper }) => `${exhibit} ${paper}`).sort(),
      dossiers: latestDossier(whole.app.db.read, id)?.version ?? 0,
    };
  } finally {
    await side.close();
    await whole.close();
  }
};

const seed = (tx: Parameters<typeof conversationFor>[0], id: string, from: SavedCase, now: string): void => {
  for (const [question, value] of Object.entries(from.answers)) answerGiven(tx, { conversation: id, question, value, said: '', shown: '', inbox: null, actor: 'saved case' }, now);
  if (from.answers.consent === 'agree') caseOpened(tx, `saved-${id}`, id, now);
};

const started = (whole: Whole, port: Parameters<Whole['app']['addChannel']>[0]): void => {
  whole.app.addChannel(port);
  whole.app.start();
};

const sides: Readonly<Record<TalkChannel, (whole: Whole, now: () => number) => Promise<Side>>> = {
  terminal: async (whole) => {
    whole.app.start();
    let n = 0;
    const give = (body: Parameters<Whole['app']['receive']>[0][number]['body']) =>
      whole.app.receive([{ channel: 'terminal' satisfies Channel, externalId: `line ${++n}`, chat, body }]);
    return {
      type: (text) => give({ kind: 'text', text }),
      send: async (name, bytes) => {
        const { Readable } = await import('node:stream');
        const taken = await whole.app.takeFile(name, Readable.from([bytes]));
        if (taken.ok) await give({ kind: 'file', file: taken.value });
        return taken.ok;
      },
      close: async () => {},
    };
  },
  telegram: async (whole) => {
    const fake = await openFakeTelegram();
    const port = openTelegramChannel(
      { token: fake.token, apiRoot: fake.url, webhook: undefined },
      { receive: whole.app.receive, settings: whole.app.settings, locales: join(repositoryFolder(), 'locales'), log },
    );
    started(whole, port);
    await port.start();
    const person = await fake.person(Number(chat));
    return {
      type: (text) => person.says(text),
      send: (name, bytes) => person.sendsDocument({ name, bytes }),
      close: async () => {
        await port.stop();
        await fake.close();
      },
    };
  },
  'zalo-oa': async (whole, now) => {
    const fake = await openFakeZaloOa({ clock: now });
    const port = openZaloOa({
      ...fake.account(),
      publicUrl: 'https://donghanh.example',
      receive: whole.app.receive,
      settings: memorySettings(),
      heard: (one) => whole.app.heard('zalo-oa', one),
      writeForMore: '',
      log,
      now,
    });
    started(whole, port);
    const web = await serveWeb(makeWeb({ ...whole.app.web, secure: false, webhooks: { 'zalo-oa': port.webhook } }), 0);
    fake.events.url = `${web.url}/webhooks/zalo-oa`;
    const person = fake.person(chat);
    return {
      type: (text) => person.says(text),
      send: (name, bytes) => person.sendsFile(name, bytes),
      close: async () => {
        await port.stop();
        await web.close();
        await fake.close();
      },
    };
  },
  'zalo-bot': async (whole, now) => {
    const fake = await openFakeZaloBot({ clock: now, switches: { replay: 'never' } });
    const port = openZaloBot({ token: fake.token, apiRoot: fake.url, receive: whole.app.receive, settings: memorySettings(), log, now, pollSeconds: 1 });
    started(whole, port);
    await port.start();
    const person = fake.person(chat);
    return {
      type: (text) => person.says(text),
      // The platform passes on pictures only.
      send: (name, bytes) => (/\.(jpe?g|png)$/i.test(name) ? person.sendsPicture(bytes) : person.sendsDocument()),
      close: async () => {
        await port.stop();
        await fake.close();
      },
    };
  },
};
