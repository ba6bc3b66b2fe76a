/**
 * Owns what a turn knows before it speaks (`Talk`) and what it decides (`Effect`). Both are data: the turn loads the one and
 * writes the other in a single transaction.
 */
import { z } from 'zod';
import type { Day, Instant } from '../basics/index.js';
import type { Reply } from '../messages/index.js';
import type { Language, Wording } from '../wording/index.js';
import type { Answers, AnswerValue } from './answers.js';
import type { Law } from '../law/index.js';
import type { Flow } from './flow.js';
import type { StepKind } from './procedure/kinds.js';
import type { LetterKind } from './procedure/letter-kinds.js';
import type { ProcedureView } from './procedure/view.js';
import type { Position } from './walk.js';
import type { Telling } from './telling.js';

/** What the bot waits for besides the current question. Stored as JSON. */
export const pendingSchema = z.discriminatedUnion('kind', [
  /** Two or more readings of what was typed for `key`. */
  z.object({ kind: z.literal('several'), key: z.string(), said: z.string(), readings: z.array(z.object({ value: z.unknown(), label: z.string() })), changing: z.boolean() }),
  /** A new value for an answer already given. */
  z.object({ kind: z.literal('changing'), key: z.string() }),
  /** The new value is known; its consequences were shown. */
  z.object({ kind: z.literal('change'), key: z.string(), said: z.string(), value: z.unknown() }),
  /** What the person wrote before consenting: read as the answer to the first question once they agree, then forgotten. */
  z.object({ kind: z.literal('first_words'), text: z.string(), message: z.number() }),
  z.object({ kind: z.literal('export') }),
  z.object({ kind: z.literal('erase') }),
  /** The person paused: the next words take the talk up again. */
  z.object({ kind: z.literal('stopped') }),
  /** What a card's QR said, and which of its fields still stand; `choosing`: asked which one is wrong. */
  z.object({ kind: z.literal('card'), text: z.string(), left: z.array(z.string()), choosing: z.boolean() }),
  /** Which paper an exhibit is; the papers offered, in order. */
  z.object({ kind: z.literal('naming'), exhibit: z.number(), papers: z.array(z.string()) }),
  /** What an exhibit is called, when it is none of the checklist's. */
  z.object({ kind: z.literal('titling'), exhibit: z.number() }),
  /** A code to join two chats was shown: eight digits alone are one, too. */
  z.object({ kind: z.literal('joining') }),
  /** A review was shown: these keys can be changed by their number. */
  z.object({ kind: z.literal('review'), keys: z.array(z.string()) }),
  /** The person tells of a paper that came or of something done; `what` once it is known, `told` what was said of it so far, `exhibit` where it was sent first. */
  z.object({ kind: z.literal('told'), list: z.enum(['paper', 'did']), what: z.string().optional(), told: z.record(z.string(), z.string()), exhibit: z.number().optional() }),
  /** A paper was told and its photo is hoped for: what is sent until then is that paper. */
  z.object({ kind: z.literal('step_paper'), step: z.string(), title: z.string(), until: z.string() }),
  /** Letters were listed, in this order. */
  z.object({ kind: z.literal('letters'), listed: z.array(z.string()) }),
]);
export type Pending = z.infer<typeof pendingSchema>;

/** One thing the person sent in: `exhibit` is its number in the dossier. */
export type EvidenceSummary = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly paper: string | null;
  readonly album: string | null;
  readonly exhibit: number | null;
  /** What the person calls it. */
  readonly title: string | null;
  readonly reason: string | null;
  readonly pages: number;
};
export type DossierSummary = { readonly id: string; readonly version: number; readonly state: string; readonly url?: string };

export type Talk = {
  readonly id: string;
  /** The inbox number of the message being answered. */
  readonly message: number;
  /** False until the first turn has greeted. */
  readonly greeted: boolean;
  readonly language: Language;
  readonly answers: Answers;
  readonly pending: Pending | undefined;
  /** Cached position, only when its hashes still hold. */
  readonly cached: Pick<Position, 'step' | 'items' | 'path'> | undefined;
  readonly evidence: readonly EvidenceSummary[];
  readonly dossier: DossierSummary | undefined;
  readonly reference: string | undefined;
  /** The person is waiting for an officer. */
  readonly queued: boolean;
  /** What was told since the dossier was made; undefined before there is one. */
  readonly procedure?: ProcedureView | undefined;
  /** Reminders are off. Without it they are on. */
  readonly muted?: boolean;
};

export type Env = {
  readonly today: Day;
  readonly now: Instant;
  readonly flow: Flow;
  readonly tellings: Readonly<Record<string, Telling>>;
  /** The room of a step: which part of the interview it belongs to. */
  readonly rooms: readonly { readonly room: string; readonly steps: readonly string[] }[];
  readonly wording: Wording;
  readonly law: Law;
  /** The address of a page with the whole timeline; the same purpose gives the same address. */
  readonly timelineUrl: (target: string) => string;
  /** The address of an upload page; the same purpose gives the same address. */
  /** The one-time code that the message of this number shows. */
  readonly joinCode: (message: number) => string;
  readonly uploadUrl: (target: string) => string;
};

export type Effect =
  | { readonly do: 'say'; readonly reply: Reply }
  | { readonly do: 'answer'; readonly key: string; readonly value: AnswerValue; readonly said: string; readonly shown: string }
  /** The answer no longer stands; kept as history. */
  | { readonly do: 'withdraw'; readonly key: string }
  | { readonly do: 'pend'; readonly pending: Pending | undefined }
  | { readonly do: 'language'; readonly language: Language }
  | { readonly do: 'want_person'; readonly reason: 'asked' | 'law_unknown' | 'distress' | 'turn_failed' }
  /** The words of a message (its inbox number) are kept with the case. */
  | { readonly do: 'keep_words'; readonly message: number }
  | {
      readonly do: 'take_file';
      readonly handle: string;
      readonly name: string;
      readonly caption: string;
      readonly album?: string;
      readonly paper?: string;
      readonly title?: string;
    }
  /** A page to send files by, for one purpose; older pages of this talk close. */
  | { readonly do: 'open_upload'; readonly target: string }
  | { readonly do: 'close_upload' }
  /** An exhibit is this paper of the checklist, or has this title. */
  | { readonly do: 'name_exhibit'; readonly exhibit: number; readonly paper?: string; readonly title?: string }
  /** All files of one exhibit go behind those of another. */
  | { readonly do: 'merge_exhibits'; readonly from: number; readonly into: number }
  /** The files of an exhibit in a new order: places counted from 1 as they stand now. */
  | { readonly do: 'order_exhibit'; readonly exhibit: number; readonly order: readonly number[] }
  /** The person takes an exhibit out of the dossier; what it was stays listed. */
  | { readonly do: 'withdraw_exhibit'; readonly exhibit: number }
  /** A one-time code was shown: typed in another chat it leads that chat here. */
  | { readonly do: 'show_code'; readonly code: string }
  | { readonly do: 'make_dossier' }
  | { readonly do: 'hand_over' }
  | { readonly do: 'export' }
  | { readonly do: 'erase' }
  /** One message (its external id) is erased, with the answer and the file it was. */
  | { readonly do: 'erase_message'; readonly message: string }
  /** Something happened on the way after hand-over, as the person tells it. */
  | { readonly do: 'record_step'; readonly id: string; readonly kind: StepKind; readonly on: Day; readonly told: Readonly<Record<string, string>>; readonly number: string }
  | { readonly do: 'mute'; readonly muted: boolean }
  | { readonly do: 'open_timeline'; readonly target: string }
  /** A letter ready to sign, made after the turn. */
  | { readonly do: 'make_letter'; readonly letter: LetterKind }
  | { readonly do: 'stop_sending' }
  | { readonly do: 'resume_sending' }
  | { readonly do: 'note'; readonly kind: 'came_by_link' | 'tap_repeated'; readonly data: Readonly<Record<string, string | number | boolean>> };

export type Outcome = { readonly effects: readonly Effect[]; readonly position: Position };
