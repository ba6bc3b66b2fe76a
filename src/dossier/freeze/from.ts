/** Owns what a record is frozen from, and how one answer is printed: nothing for «không biết» and «không có». */
import { claim } from '../../../flows/index.js';
import type { Instant } from '../../basics/index.js';
import type { EvidenceRow } from '../../cases/index.js';
import { type Answers, type AnswerValue, NONE, type Position, shownAt, type Talk, UNKNOWN } from '../../conversation/index.js';
import type { Law } from '../../law/index.js';
import type { Wording } from '../../wording/index.js';

export type Freezing = {
  readonly talk: Talk;
  readonly evidence: readonly EvidenceRow[];
  /** The words shown with each current answer. */
  readonly shown: Readonly<Record<string, string>>;
  readonly statements: readonly { readonly at: string; readonly text: string }[];
  readonly reference: string;
  readonly version: number;
  readonly now: Instant;
  readonly downloadUrl: string;
  readonly law: Law;
  readonly wording: Wording;
  /** An officer decided on another agency, and why. */
  readonly agency?: { readonly name: string; readonly why: string } | undefined;
};

export const dayIn = (value: AnswerValue | undefined): string | undefined => (typeof value === 'string' && value !== UNKNOWN && value !== NONE ? value : undefined);

/** An answer as it is printed. */
export const plain = (answers: Answers, key: string, position: Position, from: Freezing): string | undefined => {
  const value = answers[key];
  if (value === undefined || value === UNKNOWN || value === NONE) return undefined;
  return shownAt(claim, position, key, from.wording.vi);
};
