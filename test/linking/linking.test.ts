/** The fear: two people become one, or one person loses the case by changing phones. Talks on two chats, read from top to bottom. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactOf, eventsOf } from '../../src/cases/index.js';
import type { Channel } from '../../src/messages/index.js';
import { claimant } from '../kit/claimant.js';
import { type Talking, talkIn } from '../kit/talk-in.js';
import { openWhole, type Whole } from '../kit/whole-program.js';

let whole: Whole;
let clock = Date.parse('2026-11-20T02:00:00.000Z');
let n = 0;
const tick = (): void => {
  clock += 1_000;
};
beforeAll(async () => {
  whole = await openWhole(() => new Date(clock).toISOString());
  whole.app.start();
});
afterAll(() => whole.close());
beforeEach(() => {
  n += 1;
});

const open = (channel: Channel, name: string): Talking => talkIn(whole.app, channel, `${name}-${n}`, tick);
/** Answers until a question is asked. */
const until = async (person: Talking, chat: string, channel: Channel, question: string): Promise<void> => {
  for (let asked = whole.asked(channel, `${chat}-${n}`); asked !== question; asked = whole.asked(channel, `${chat}-${n}`)) await person.say(claimant[asked] ?? 'không biết');
};
const withCase = async (name = 'telegram', channel: Channel = 'terminal'): Promise<Talking> => {
  const person = open(channel, name);
  await person.say('chào');
  await until(person, name, channel, 'document_received_on');
  return person;
};
const codeFrom = async (person: Talking): Promise<string> => /nối (\d{4} \d{4})/.exec((await person.say('nối kênh')).at(-1)?.text ?? '')?.[1] ?? 'no code';
const tags = (heard: readonly { readonly tag: string }[]): readonly string[] => heard.map(({ tag }) => tag);

describe('a code shown in one chat and typed in the other', () => {
  it('brings case, answers, language and place; answers go to the chat used last', async () => {
    const phone = await withCase();
    const before = whole.app.answers(phone.id());
    await phone.say('english');
    const code = /join (\d{4} \d{4})/.exec((await phone.say('join chats')).at(-1)?.text ?? '')?.[1] ?? '';
    const web = open('web', 'web');
    await web.say('xin chào');
    const own = web.id();
    const heard = await web.say(`nối ${code}`);
    expect(web.id()).toBe(phone.id());
    expect(own).not.toBe(phone.id());
    expect(whole.app.answers(web.id())).toEqual(before);
    expect(heard.map(({ tag }) => tag).slice(-2)).toEqual(['join.done', 'document_received_on']);
    expect(heard.at(-1)?.text).toMatch(/day|date/i);
    // The older chat is told; from now on words go where the person spoke last.
    expect(contactOf(whole.app.db.read, phone.id())).toMatchObject({ channel: 'web' });
    expect(tags(await web.say('20/10/2026')).at(-1)).toBe('proceed');
    await phone.say('why?');
    expect(contactOf(whole.app.db.read, phone.id())).toMatchObject({ channel: 'terminal' });
    expect(eventsOf(whole.app.db.read, phone.id()).filter(({ kind }) => kind === 'chats_joined')).toHaveLength(1);
  });

  it('works the other way round: shown by the empty chat, typed where the case is', async () => {
    const phone = await withCase();
    const case1 = phone.id();
    const web = open('web', 'empty');
    await web.say('chào');
    const code = await codeFrom(web);
    expect(tags(await phone.say(`nối ${code.replace(' ', '')}`))).toContain('join.done');
    expect([phone.id(), web.id()]).toEqual([case1, case1]);
  });

  it('alone is enough before there is a case', async () => {
    const phone = await withCase();
    const code = await codeFrom(phone);
    const web = open('web', 'bare');
    expect(tags(await web.say(code))).toContain('join.done');
  });

  it('opens once, for ten minutes, and not in the chat that shows it', async () => {
    const phone = await withCase();
    const first = await codeFrom(phone);
    expect(tags(await phone.say(`nối ${first}`))).toEqual(['join.same_chat']);
    const second = await codeFrom(phone);
    const web = open('web', 'once');
    await web.say('chào');
    expect(tags(await web.say(`nối ${first}`))).toEqual(['join.wrong']);
    clock += 10 * 60_000;
    expect(tags(await web.say(`nối ${second}`))).toEqual(['join.wrong']);
    const third = await codeFrom(phone);
    expect(tags(await web.say(`nối ${third}`))).toContain('join.done');
    const stranger = open('web', 'stranger');
    await stranger.say('chào');
    expect(tags(await stranger.say(`nối ${third}`))).toEqual(['join.wrong']);
    expect(stranger.id()).not.toBe(phone.id());
  });

  it('cannot be guessed: five wrong ones lock the chat for an hour, even against the right one', async () => {
    const phone = await withCase();
    const thief = open('web', 'thief');
    await thief.say('chào');
    for (let i = 0; i < 5; i += 1) expect(tags(await thief.say(`nối 1111 000${i}`))).toEqual(['join.wrong']);
    const code = await codeFrom(phone);
    expect(tags(await thief.say(`nối ${code}`))).toEqual(['join.too_often']);
    expect(thief.id()).not.toBe(phone.id());
    clock += 3_601_000;
    expect(tags(await thief.say(`nối ${await codeFrom(phone)}`))).toContain('join.done');
  });
});

describe('never joined', () => {
  it('two cases stay two; both are told what to do', async () => {
    const one = await withCase('one');
    const other = await withCase('other', 'web');
    const code = await codeFrom(one);
    expect(tags(await other.say(`nối ${code}`))).toEqual(['join.two_cases']);
    expect(one.id()).not.toBe(other.id());
  });

  it('the same name, card and phone on two chats are two people', async () => {
    const one = open('terminal', 'same');
    const two = open('web', 'same');
    await one.say('chào');
    await two.say('chào');
    await until(one, 'same', 'terminal', 'act_on');
    await until(two, 'same', 'web', 'act_on');
    expect(whole.app.answers(one.id()).phone).toBe(whole.app.answers(two.id()).phone);
    expect(one.id()).not.toBe(two.id());
  });

  it('an amount of eight digits is an amount', async () => {
    const one = await withCase('amount');
    expect(tags(await one.say('12345678'))).not.toContain('join.wrong');
  });

  it('what was erased leaves no code behind', async () => {
    const one = await withCase('gone');
    const code = await codeFrom(one);
    await one.say('/xoa');
    await one.say('có');
    const web = open('web', 'late');
    await web.say('chào');
    expect(tags(await web.say(`nối ${code}`))).toEqual(['join.wrong']);
  });
});
