/** Owns holding one whole claim on any channel, and what must be true of the dossier and the mail at its end. */
import { expect } from 'vitest';
import { conversationOfChat, dossierById, latestDossier } from '../../src/cases/index.js';
import { recordSchema } from '../../src/dossier/index.js';
import type { Channel } from '../../src/messages/index.js';
import { check, flat, pageTexts } from '../dossiers/read-pdf.js';
import { AGENCY, claimant } from '../kit/claimant.js';
import type { Whole } from '../kit/whole-program.js';

const ENDS = /^(tellings\.done|common\.handover\.sent)/;
const MOST_LINES = 110;

/** Holds the claim: `say` types, `send` sends a file; both resolve when the program is idle again. `otherwise`: answers unlike the invented person's. */
export const hold = async (
  asked: () => string,
  say: (text: string) => Promise<void>,
  send: (name: string) => Promise<void>,
  otherwise: Readonly<Record<string, string>> = {},
): Promise<number> => {
  const sent = new Set<string>();
  const asks: string[] = [];
  for (let n = 0; n < MOST_LINES; n++) {
    const tag = asked();
    if (ENDS.test(tag)) return n;
    if (tag === 'common.at_end') throw new Error(`the claim ended early, after: ${asks.join(' ')}`);
    asks.push(tag);
    const answer = otherwise[tag] ?? claimant[tag] ?? (tag === 'several' ? '1' : 'không biết');
    if (!answer.startsWith('file:')) await say(answer);
    else if (sent.has(tag)) await say('1');
    else {
      sent.add(tag);
      await send(answer.slice('file:'.length));
    }
  }
  throw new Error(`the claim did not end in ${MOST_LINES} lines; last asked: ${asked()}`);
};

export const expectDossier = (whole: Whole, channel: Channel, chat: string, pdf: Buffer): void => {
  const id = conversationOfChat(whole.app.db.read, channel, chat) ?? '';
  const stored = latestDossier(whole.app.db.read, id);
  const record = recordSchema.parse(JSON.parse(dossierById(whole.app.db.read, stored?.id ?? '')?.record ?? '{}'));
  expect(check(pdf)).toContain('No syntax or stream encoding errors');
  const text = flat(pageTexts(pdf).join(' '));
  const printed = [
    record.reference,
    record.claimant.name,
    record.claimant.address,
    record.claimant.identity.number,
    record.agency.name,
    record.act.split('\n').at(-1) ?? '',
    record.causation,
    record.total.words,
    ...record.damages.map(({ title }) => title),
    ...record.missingPapers.map(({ because }) => because),
    ...record.interview.map(({ answered }) => answered),
    ...record.exhibits.map(({ number }) => `Phụ lục ${number} – trang 1/1`),
  ];
  for (const one of printed) expect(text).toContain(flat(one));
  expect(record.exhibits).toHaveLength(3);
};

export const expectMail = (whole: Whole, pdf: Buffer): void => {
  const mail = whole.mails.at(-1);
  const reference = /DH-\d{4}-\d{6}/.exec(mail?.subject ?? '')?.[0] ?? 'no reference';
  expect(mail?.to).toMatchObject({ text: 'tiepnhan@vks.example' });
  expect(mail?.text).toContain(AGENCY);
  expect(mail?.attachments.map(({ filename }) => filename)).toEqual([expect.stringContaining(reference), expect.stringContaining(reference)]);
  expect(mail?.attachments[0]?.content.equals(pdf)).toBe(true);
};
