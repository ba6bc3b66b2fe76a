/** Owns what a year's process wrote down: one JSON line each, the last perhaps torn by a kill. Reads it back as a report. */
import { existsSync, readFileSync } from 'node:fs';
import type { Entry, Near, Planned, Row, YearReport } from './year.js';

type End = { readonly is: 'end'; readonly rows: readonly Row[]; readonly near: readonly Near[]; readonly planned: readonly Planned[] };

export const entriesIn = (path: string): { readonly entries: readonly Entry[]; readonly end: End | undefined } => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const read = lines.flatMap((line): readonly (Entry | End)[] => (line.endsWith('}') ? [JSON.parse(line) as Entry | End] : []));
  return { entries: read.filter((one) => one.is !== 'end'), end: read.find((one) => one.is === 'end') };
};

/** The whole year, once its last process has ended by itself. */
export const reportIn = (path: string, starts: number, kills: number): YearReport => {
  const { entries, end } = entriesIn(path);
  if (end === undefined) throw new Error(`${path} has no end: the year is not over`);
  const of = <K extends Entry['is']>(kind: K) => entries.filter((one): one is Extract<Entry, { is: K }> => one.is === kind);
  return {
    sent: of('sent').map(({ sent }) => sent),
    rows: end.rows,
    near: end.near,
    planned: end.planned,
    told: of('told'),
    mutedAt: new Map(of('muted').map(({ chat, at }) => [chat, at])),
    mutedIds: new Map(of('muted').map(({ conversation, at }) => [conversation, at])),
    starts,
    kills,
  };
};
