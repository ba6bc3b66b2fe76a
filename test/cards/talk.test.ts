/** A talk in which a card is photographed: nothing read by the machine is an answer before the person says so. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cardPerson, cardPhoto, cardText } from '../kit/id-cards.js';
import { claimant } from '../kit/claimant.js';
import { printedPaper } from '../kit/pictures.js';
import { type Heard, type Talking, talkIn } from '../kit/talk-in.js';
import { openWhole, type Whole } from '../kit/whole-program.js';
import { Readable } from 'node:stream';

let whole: Whole;
let person: Talking;
let chats = 0;
const card = cardPerson(3);

beforeAll(async () => {
  whole = await openWhole(() => '2026-11-20T02:00:00.000Z');
  whole.app.start();
});
afterAll(() => whole.close());
beforeEach(async () => {
  chats += 1;
  person = talkIn(whole.app, 'terminal', `card ${chats}`);
  await person.say('chào');
  for (let asked = whole.asked('terminal', `card ${chats}`); asked !== 'claimant_name'; asked = whole.asked('terminal', `card ${chats}`))
    await person.say(claimant[asked] ?? 'không biết');
});

const sends = async (bytes: Buffer, name = 'the.jpg'): Promise<readonly Heard[]> => {
  const taken = await whole.app.takeFile(name, Readable.from([bytes]));
  if (!taken.ok) throw new Error(taken.code);
  return person.say({ kind: 'file', file: taken.value });
};
const answers = () => whole.app.answers(person.id());
const photo = (): Promise<Buffer> => cardPhoto(cardText(card), 'straight', 1);

it('all right: one word fills name, number, days and place, and the talk goes on', async () => {
  const heard = await sends(await photo());
  expect(heard.map(({ tag }) => tag)).toEqual(['files_received', 'card']);
  const shown = heard[1]?.text ?? '';
  for (const part of [card.name, card.number, card.sex]) expect(shown).toContain(part);
  expect(answers().claimant_name).toBeUndefined();
  const next = await person.say('1');
  expect(next[0]?.tag).toBe('identity_issued_by');
  expect(answers()).toMatchObject({
    claimant_name: card.name,
    claimant_identity: { kind: 'cccd', number: card.number },
    birth_date: `${card.born.slice(4)}-${card.born.slice(2, 4)}-${card.born.slice(0, 2)}`,
    identity_issued_on: `${card.issued.slice(4)}-${card.issued.slice(2, 4)}-${card.issued.slice(0, 2)}`,
  });
});

it('one field wrong: two taps drop it, the rest is taken, and it is asked for', async () => {
  await sends(await photo());
  expect((await person.say('2'))[0]?.text).toContain('Mục nào chưa đúng');
  const again = await person.say('1');
  expect(again[0]?.text).not.toContain(card.name);
  const next = await person.say('đúng');
  expect(next[0]?.tag).toBe('claimant_name');
  expect(answers().claimant_name).toBeUndefined();
  expect(answers().claimant_identity).toMatchObject({ number: card.number });
});

it('not used: nothing is written', async () => {
  await sends(await photo());
  expect((await person.say('3'))[0]?.tag).toBe('claimant_name');
  expect(Object.keys(answers())).not.toContain('claimant_identity');
});

it('unreadable: the photo is kept, the question stands', async () => {
  const heard = await sends(await printedPaper(900, 1200).jpeg().toBuffer());
  expect(heard.map(({ tag }) => tag)).toEqual(['files_received', 'claimant_name']);
  expect(heard[1]?.text).toContain('chưa đọc được mã QR');
  expect((await person.say('Trần Văn Mẫu'))[0]?.tag).toBe('claimant_identity');
});

it('typed instead of answered: the words are the answer, the card is forgotten', async () => {
  await sends(await photo());
  expect((await person.say('Trần Văn Mẫu'))[0]?.tag).toBe('claimant_identity');
  expect(answers().claimant_name).toBe('Trần Văn Mẫu');
});

it('number and card disagree: said, not refused', async () => {
  const heard = await sends(await cardPhoto(cardText({ ...card, born: '01011901' }), 'straight', 2));
  expect(heard[1]?.text).toContain('không khớp');
});
