/**
 * Owns a case as an officer reads it: who owns the talk, every fact with where it was said and by whom, every finding with its trace, files
 * with their exhibit numbers, statutory steps, dossier versions, hand-overs, what happened. Reads only.
 */
import { claim, law, rooms } from '../../flows/index.js';
import { z } from 'zod';
import { type Day, dayAt, type Instant } from '../basics/index.js';
import {
  allAnswers,
  chatsOf,
  type Conversation,
  conversation,
  type DossierRow,
  dossiersOf,
  eventsOf,
  type EvidenceRow,
  evidenceOf,
  type HandoverRow,
  handovers,
  referenceOf,
  type StoredAnswer,
} from '../cases/index.js';
import { type Ask, clockOn, labelOf, optionsOf, type Position, shownAt, standing, stepOf } from '../conversation/index.js';
import { type Assessment, assessor, type Deadline, deadlinesFor } from '../law/index.js';
import { officeById } from '../office/index.js';
import { type LetterRow, lettersOf, procedureOf } from '../procedure/index.js';
import { envFor, loadTalk } from '../turn/index.js';
import type { Words } from '../wording/index.js';
import { awaitsApproval } from './agency.js';
import { leaseUntil } from './ownership.js';
import { provedOther } from './merge.js';
import { type DeskCase, deskCase, officesToGive } from './place.js';
import { type Actor, type DeskTools, officerIn, type Reading } from './tools.js';

/** One answer as it stands. `source`: the message it was said in. `by`: the officer who gave it, when it was not the person. */
export type Fact = {
  readonly key: string;
  readonly room: string;
  readonly label: string;
  readonly shown: string;
  readonly said: string;
  readonly at: Instant;
  readonly source: number | null;
  readonly by: Actor | undefined;
  /** What it can be changed to; absent: any words. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Answers that stood before, the newest first. */
  readonly before: readonly StoredAnswer[];
  /** Only the person can give it. */
  readonly fixed: boolean;
};
/** The next question of the interview, when there is one. */
export type Open = { readonly key: string; readonly label: string; readonly ask: string; readonly options: readonly { readonly value: string; readonly label: string }[] };
export type Happening = {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: string;
  readonly actor: string;
  readonly by: Actor | undefined;
  readonly data: Readonly<Record<string, unknown>>;
};

export type CaseView = {
  readonly row: Conversation;
  readonly place: DeskCase;
  readonly reference: string | undefined;
  readonly holder: Actor | undefined;
  readonly leaseUntil: Instant | undefined;
  readonly facts: readonly Fact[];
  readonly open: Open | undefined;
  readonly findings: Assessment | undefined;
  readonly evidence: readonly EvidenceRow[];
  /** Days that run by the steps recorded; before any, those of a claim lodged by post on this day. */
  readonly steps: { readonly kind: 'followed' | 'assumed'; readonly on: Day; readonly list: readonly Deadline[] };
  readonly dossiers: readonly DossierRow[];
  readonly handovers: readonly HandoverRow[];
  /** Letters the person had made. */
  readonly letters: readonly LetterRow[];
  /** The newest dossier waits for the office's yes. */
  readonly awaitsApproval: boolean;
  /** Files an officer found good, by id, with the officer's name. */
  readonly accepted: ReadonlyMap<string, string>;
  /** Name of the office the case was given to, and the others it may be given to. */
  readonly office: string | undefined;
  readonly officesToGive: readonly { readonly id: string; readonly name: string }[];
  /** Channels the person speaks on. */
  readonly chats: readonly string[];
  /** Another talk the person proved to hold, to be merged into this one. */
  readonly otherChat: ReturnType<typeof provedOther>;
  readonly happened: readonly Happening[];
  /** Grows with every event of this case. */
  readonly seq: number;
};

const FIXED = ['consent', 'confirm_review', 'handover_consent'];
const assessors = new WeakMap<Words, ReturnType<typeof assessor>>();

/** The whole case, or undefined when there is none. `words`: of the officer. */
export const caseView = (tx: Reading, id: string, words: Words, now: Instant, tools: DeskTools): CaseView | undefined => {
  const row = conversation(tx, id);
  const place = deskCase(tx, id);
  if (row === undefined || place === undefined) return undefined;
  const { talk } = loadTalk(tx, row, 0);
  const here = standing(envFor(tools, now), talk);
  const dossiers = dossiersOf(tx, id);
  const named = nameOnce(tx, tools);
  const holder = officerIn(row.owner);
  const happened = eventsOf(tx, id).map(
    ({ seq, at, kind, actor, data }): Happening => ({ seq, at, kind, actor, by: named(actor), data: JSON.parse(data) as Readonly<Record<string, unknown>> }),
  );
  const ask = assessors.get(words) ?? assessor(law, words);
  assessors.set(words, ask);
  return {
    row,
    place,
    reference: referenceOf(tx, row.case_id),
    holder: holder === undefined ? undefined : named(row.owner),
    leaseUntil: leaseUntil(tx, id),
    facts: factsOf(tx, id, here, words, named),
    open: openQuestion(here, words),
    findings: here.answers.field === undefined ? undefined : ask(here.facts),
    evidence: evidenceOf(tx, id),
    steps: stepsOf(tx, id, now),
    dossiers,
    handovers: handovers(tx, id),
    letters: lettersOf(tx, id),
    awaitsApproval: dossiers.at(-1)?.state === 'ready' && awaitsApproval(tx, id, dossiers.at(-1)?.id ?? ''),
    accepted: acceptedIn(happened),
    office: place.office_id === null ? undefined : officeById(tx, place.office_id)?.name,
    officesToGive: officesToGive(tx, id),
    chats: chatsOf(tx, id).map(({ channel }) => channel),
    otherChat: provedOther(tx, id, now),
    happened,
    seq: happened.at(-1)?.seq ?? 0,
  };
};

const nameOnce = (tx: Reading, tools: DeskTools): ((actor: string) => Actor | undefined) => {
  const known = new Map<string, Actor | undefined>();
  return (actor) => {
    const id = officerIn(actor);
    if (id === undefined) return undefined;
    if (!known.has(id)) known.set(id, tools.officer(tx, id) ?? { id, name: id, office: '' });
    return known.get(id);
  };
};

const factsOf = (tx: Reading, id: string, here: Position, words: Words, named: (actor: string) => Actor | undefined): readonly Fact[] => {
  const history = allAnswers(tx, id);
  return here.path.flatMap((key): readonly Fact[] => {
    const own = history.filter(({ question }) => question === key);
    const standingNow = own.find(({ superseded_at }) => superseded_at === null);
    if (standingNow === undefined) return [];
    const step = stepOf(claim, key);
    const ask = claim.steps[step];
    const options = ask?.type === 'ask' ? choicesOf(step, ask, words) : [];
    return [
      {
        key,
        room: rooms.find(({ steps }) => steps.includes(step))?.room ?? '',
        label: labelOf(claim, key, words),
        shown: shownAt(claim, here, key, words),
        said: standingNow.said,
        at: standingNow.answered_at,
        source: standingNow.inbox_id,
        by: named(standingNow.actor),
        ...(options.length === 0 ? {} : { options }),
        before: own.filter(({ superseded_at }) => superseded_at !== null).reverse(),
        fixed: FIXED.includes(key),
      },
    ];
  });
};

const choicesOf = (step: string, ask: Ask, words: Words) =>
  ask.reads.kind === 'choice' || ask.reads.kind === 'yes_no' ? optionsOf(step, ask, words).map(({ value, label }) => ({ value, label })) : [];

const openQuestion = (here: Position, words: Words): Open | undefined => {
  const ask = claim.steps[here.step];
  if (here.key === undefined || ask?.type !== 'ask' || FIXED.includes(here.key)) return undefined;
  const label = labelOf(claim, here.key, words);
  return { key: here.key, label, ask: label, options: choicesOf(here.step, ask, words) };
};

/** What still runs or is expected. Until a step is told: as if it were lodged by post today, and said so. */
const stepsOf = (tx: Reading, id: string, now: Instant): CaseView['steps'] => {
  const on = dayAt(now);
  const procedure = procedureOf(tx, id);
  if (procedure === undefined || procedure.steps.length === 0)
    return { kind: 'assumed', on, list: deadlinesFor([{ kind: 'lodged', on, by: 'post', with: 'agency' }], law, { on }).steps };
  const left = clockOn(procedure, law, on).steps.filter(({ state }) => !['over', 'done', 'done_late'].includes(state));
  // What is late or runs comes before what only follows from it; each by day.
  const order = (step: Deadline): string => `${step.state === 'expected' ? 1 : 0}${step.dueDay ?? '9999'}`;
  return { kind: 'followed', on, list: left.sort((a, b) => order(a).localeCompare(order(b))) };
};

const acceptedSchema = z.object({ file: z.string() });
const acceptedIn = (happened: readonly Happening[]): ReadonlyMap<string, string> =>
  new Map(happened.flatMap(({ kind, data, by }) => (kind === 'exhibit_accepted' ? [[acceptedSchema.parse(data).file, by?.name ?? ''] as const] : [])));
