/** Owns making a letter: frozen from the case as it stands, then PDF and DOCX from the frozen record, then the person is told. Done twice it ends the same. */
import { z } from 'zod';
import { claim } from '../../flows/index.js';
import { dayAt, idsFrom } from '../basics/index.js';
import { conversation, currentAnswers, evidenceOf, latestDossier, linkMade, linkToken, linkUntil } from '../cases/index.js';
import { type AnswerValue, type LetterKind, letterKinds, stepPaper, walk } from '../conversation/index.js';
import { recordSchema } from '../dossier/index.js';
import { composeLetter, letterDocx, letterPdf, letterSchema } from '../letters/index.js';
import { letterById, letterFrozen, letterReady, type LetterRow, lettersOf, procedureOf } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import { type Chore, type ChoreTools, done } from './chore.js';
import { notify } from './notify.js';

const TRIES = 3;
const dataSchema = z.object({ letter: z.enum(letterKinds) });

export const makeLetter: Chore = async (timer, tools) => {
  const id = timer.conversation_id;
  if (id === null) throw new Error(`timer ${timer.id} (make_letter) has no conversation`);
  try {
    return await make(id, timer.key, dataSchema.parse(JSON.parse(timer.data)).letter, tools);
  } catch (error) {
    if (timer.attempts + 1 < TRIES) throw error;
    tools.log.error({ conversation: id, error: error instanceof Error ? error.stack : String(error) }, 'a letter could not be made; an officer was asked to look');
    await tools.db.transaction((tx) => notify(tx, id, timer.key, { what: 'letter_failed', detail: {} }, tools.now()));
    tools.wake([id]);
    return done;
  }
};

const make = async (id: string, key: string, kind: LetterKind, tools: ChoreTools): ReturnType<Chore> => {
  const frozen = await tools.db.transaction((tx) => freezeLetter(tx, id, key, kind, tools));
  if (frozen === undefined) return done;
  const letter = letterSchema.parse(JSON.parse(frozen.record));
  const [pdf, docx] = [await tools.evidence.store.put(await letterPdf(letter)), await tools.evidence.store.put(await letterDocx(letter))];
  await tools.db.transaction((tx) => {
    if (letterById(tx, frozen.id) === undefined) return;
    const now = tools.now();
    letterReady(tx, frozen.id, pdf.sha256, docx.sha256, now);
    const [url, word] = (['pdf', 'docx'] as const).map((format) => {
      const target = `${frozen.id} ${format}`;
      const token = linkToken(tools.linkKey, 'letter', target);
      linkMade(tx, token, 'letter', target, id, now, linkUntil('letter', now));
      return `${tools.publicUrl}/d/${token}`;
    });
    notify(
      tx,
      id,
      frozen.id,
      {
        what: 'letter_ready',
        detail: {
          letter: frozen.kind,
          number: frozen.number,
          url: url ?? '',
          word_url: word ?? '',
          fileId: pdf.sha256,
          name: letterName(letter.reference, frozen),
          verified: letter.verified,
        },
      },
      now,
    );
  });
  tools.wake([id]);
  return done;
};

/** `DH-2026-000001-urge-1.pdf`: plain ASCII. */
const letterName = (reference: string, row: LetterRow): string => `${reference}-${row.kind.replace(/_/g, '-')}-${row.number}.pdf`;

const unitSchema = z.object({ name: z.string(), type: z.string() });
const placeSchema = z.object({ province: unitSchema, commune: unitSchema.optional() });
/** Where a suit goes if the person chooses the court at home; undefined when the interview did not ask where they live. */
const courtOf = (answer: AnswerValue | undefined, level: unknown): Parameters<typeof composeLetter>[0]['court'] => {
  const place = placeSchema.safeParse(answer).data;
  if (place === undefined) return undefined;
  const units = [place.commune, place.province].filter((unit) => unit !== undefined);
  return { place: units.map(({ type, name }) => `${type} ${name}`).join(', '), regional: level === 'commune' || level === 'district' };
};

/** The letter frozen for this request, or a new one; undefined when there is no dossier to write from. */
const freezeLetter = (tx: Tx, id: string, key: string, kind: LetterKind, tools: ChoreTools): LetterRow | undefined => {
  const letterId = idsFrom(`letter ${key}`)();
  const known = letterById(tx, letterId);
  if (known !== undefined) return known;
  const talker = conversation(tx, id);
  const dossier = latestDossier(tx, id);
  const view = procedureOf(tx, id);
  if (talker === undefined || dossier === undefined || view === undefined) return undefined;
  const now = tools.now();
  const today = dayAt(now);
  const number = lettersOf(tx, id).filter((one) => one.kind === kind).length + 1;
  const answers = Object.fromEntries(currentAnswers(tx, id).map(({ question, value }) => [question, JSON.parse(value) as AnswerValue]));
  const { facts } = walk(claim, answers, today);
  const province = facts.act_province ?? facts.residence_province;
  const justice = typeof province === 'string' ? tools.law.provinces.get(province)?.full_name : undefined;
  const letter = composeLetter({
    kind,
    number,
    record: recordSchema.parse(JSON.parse(dossier.record)),
    view,
    law: tools.law,
    today,
    now,
    words: tools.wording.vi,
    justice: justice === undefined ? undefined : tools.wording.vi.say('letters.justice', { province: justice }),
    central: facts.act_level === 'central',
    court: courtOf(answers.residence_place, facts.act_level),
    fresh: evidenceOf(tx, id)
      .filter((row) => row.state === 'received' && row.received_at > dossier.prepared_at && !(row.paper ?? '').startsWith(stepPaper('')))
      .map(({ title, caption, name }) => title ?? (caption === '' ? name : caption)),
  });
  letterFrozen(tx, letterId, id, kind, number, letter, now);
  return letterById(tx, letterId);
};
