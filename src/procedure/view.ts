/** Owns gathering what the talk, the pages and the reminders look at: the steps that stand, the clock's events, the agency, whether reminders are off. */
import { z } from 'zod';
import { isDay } from '../basics/index.js';
import { conversation as conversationOf, currentAnswers, latestDossier } from '../cases/index.js';
import type { ProcedureView } from '../conversation/index.js';
import { type ClaimEvent, factsSchema } from '../law/index.js';
import type { Tx } from '../storage/index.js';
import { isMuted } from './follow.js';
import { stepsOf } from './steps.js';

type Reading = Pick<Tx, 'get' | 'all'>;

/** Of the frozen record only this is needed, and it must be read often. */
const recordSchema = z.object({ agency: z.object({ name: z.string() }) });
const answerSchema = z.record(z.string(), z.unknown());

/** Undefined before the first dossier: there is nothing to follow yet. */
export const procedureOf = (tx: Reading, conversation: string): ProcedureView | undefined => {
  const dossier = latestDossier(tx, conversation);
  return dossier === undefined ? undefined : viewOf(tx, conversation, recordSchema.parse(JSON.parse(dossier.record)).agency.name);
};

/** Before these the claim may not be one: nobody is told to hurry. Closed without a dossier, nothing is left to lodge. */
const notYetAClaim: readonly string[] = ['consent', 'triage', 'closed'];
/** What reminders look at: also a claim without a dossier, whose years run from the day the paper was received (Đ6.1). */
export const watchedOf = (tx: Reading, id: string): ProcedureView | undefined => {
  const known = procedureOf(tx, id);
  const talker = known === undefined ? conversationOf(tx, id) : undefined;
  return talker === undefined || talker.case_id === null || notYetAClaim.includes(talker.phase) ? known : viewOf(tx, id, undefined);
};

const viewOf = (tx: Reading, conversation: string, agency: string | undefined): ProcedureView => {
  const steps = stepsOf(tx, conversation);
  const answers = answersOf(tx, conversation);
  const received = answers.document_received_on;
  const paper: readonly ClaimEvent[] =
    typeof received === 'string' && isDay(received) && !steps.some(({ kind }) => kind === 'grounding_received') ? [{ kind: 'grounding_received', on: received }] : [];
  const told = steps.flatMap(({ event }) => (event === undefined ? [] : [event]));
  return {
    steps,
    events: [...paper, ...told.map((event) => (event.kind === 'lodged' && event.advance === undefined && answers.wants_advance === true ? { ...event, advance: true } : event))],
    field: fieldIn(answers.field),
    honour: answers.honour_form !== undefined,
    agency,
    muted: isMuted(tx, conversation),
    heirs: answers.capacity === 'heir' || answers.capacity === 'heirs_representative',
  };
};

const fieldIn = (answer: unknown): ProcedureView['field'] => {
  const field = factsSchema.shape.field.safeParse(answer).data;
  return field === 'unknown' ? undefined : field;
};

/** Answers the clock reads: when one changes, days move. */
export const readByTheClock: readonly string[] = ['document_received_on', 'field', 'wants_advance', 'honour_form'];

const answersOf = (tx: Reading, conversation: string): Readonly<Record<string, unknown>> =>
  answerSchema.parse(Object.fromEntries(currentAnswers(tx, conversation).map(({ question, value }) => [question, JSON.parse(value) as unknown])));

/** The e-mail address the person gave for news, if any. */
export const mailOf = (tx: Reading, conversation: string): string | undefined => {
  const { email } = answersOf(tx, conversation);
  return typeof email === 'string' && email.includes('@') ? email : undefined;
};
