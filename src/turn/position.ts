/**
 * Owns where an interview stood, kept with the hashes of the flow and of the answers, so that the next turn goes on from there instead of
 * walking every question again. What is kept may always be thrown away.
 */
import { claim } from '../../flows/index.js';
import { sha256 } from '../basics/index.js';
import type { Effect, Position, Talk } from '../conversation/index.js';

export type AnswerRow = { readonly question: string; readonly value: string };

/** Where the interview stood, kept with the hashes of the flow and of the answers; `off`: answers that are not on the path. */
type Cache = { readonly step: string; readonly items: Readonly<Record<string, number>>; readonly off: readonly string[]; readonly flow: string; readonly hash: string };

export const hashOf = (rows: readonly AnswerRow[]): string => sha256(rows.map(({ question, value }) => `${question}\0${value}\0`).join('')).slice(0, 16);

/** The current answers as `cases` will give them after these effects: a new one stands last. Undefined when none changes. */
const rowsAfter = (before: readonly AnswerRow[], effects: readonly Effect[]): readonly AnswerRow[] | undefined => {
  let rows: readonly AnswerRow[] | undefined;
  for (const effect of effects) {
    if (effect.do !== 'answer' && effect.do !== 'withdraw') continue;
    rows = (rows ?? before).filter(({ question }) => question !== effect.key);
    if (effect.do === 'answer') rows = [...rows, { question: effect.key, value: JSON.stringify(effect.value) }];
  }
  return rows;
};

export const cachedPosition = (stored: string | null, hash: string, keys: readonly string[]): Talk['cached'] => {
  if (stored === null) return undefined;
  const cache = JSON.parse(stored) as Partial<Cache>;
  if (cache.flow !== claim.hash || cache.hash !== hash || cache.step === undefined) return undefined;
  return { step: cache.step, items: cache.items ?? {}, path: keys.filter((key) => !cache.off?.includes(key)) };
};

/** What is kept of a position after these effects; `before`: what was kept, `hash`: of the answers before. `answers`: whether any changed. */
export const positionAfter = (
  position: Position,
  effects: readonly Effect[],
  { rows: before, answersHash }: { readonly rows: readonly AnswerRow[]; readonly answersHash: string },
  stored: string | null,
): { readonly kept: string; readonly answersChanged: boolean } => {
  const rows = rowsAfter(before, effects);
  const keys = rows?.map(({ question }) => question) ?? Object.keys(position.answers);
  const cache: Cache = {
    step: position.step,
    items: position.items,
    off: keys.filter((key) => !position.path.includes(key)),
    flow: claim.hash,
    hash: rows === undefined ? answersHash : hashOf(rows),
  };
  const unsure = JSON.stringify({ ...cache, hash: '' });
  if (rows === undefined) return { kept: stored ?? unsure, answersChanged: false };
  // After a change the stored order is no longer the order asked: such a talk is walked from the start each turn (about 1 ms).
  return { kept: samePath(position.path, keys) ? JSON.stringify(cache) : unsure, answersChanged: true };
};

const samePath = (path: readonly string[], keys: readonly string[]): boolean => {
  const on = keys.filter((key) => path.includes(key));
  return on.length === path.length && on.every((key, i) => key === path[i]);
};
