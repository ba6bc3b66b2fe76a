/**
 * Owns what a person costs in stored bytes at question 40. Counted is the file: fifty people hold the interview, the file is vacuumed, what an empty
 * one takes is subtracted, and the rest is divided by fifty; so indexes and half-empty pages count. «To go on» is all a side needs for the next
 * answer: the peer's replay log; our conversation, contact, answers, case, events, timers and the wordings shown (stored once for all).
 */
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { keyFor } from '../src/keys.js';
import { fold } from '../src/basics/index.js';
import type { Workplace } from './build.js';
import { ANSWERS } from './interview.js';
import type { Stage } from './sides.js';
import { type Line, show } from './table.js';

const PEOPLE = 50;

export const bytes = async (place: Workplace, stage: Stage): Promise<readonly Line[]> => {
  for (const side of ['ours', 'peer'] as const) {
    const { lost } = await stage.run(side, PEOPLE);
    if (lost > 0) throw new Error(`${side} lost ${lost} messages; its bytes would be of something else`);
  }
  await stage.end();
  const folder = place.fresh('bytes');
  const keys = { ours: keyFor(stage.key, 'database'), peer: createHash('sha256').update(stage.key).digest() };
  const sized = (side: 'ours' | 'peer', empty: readonly string[]): number => {
    const from = join(stage.stateDir(side), side === 'ours' ? 'dong-hanh.db' : 'peer.db');
    const file = join(folder, `${side}-${empty.length}.db`);
    for (const tail of ['', '-wal']) if (existsSync(from + tail)) copyFileSync(from + tail, file + tail);
    const db = new Sqlite(file);
    db.pragma(`cipher='aegis'`);
    db.pragma(`key="x'${keys[side].toString('hex')}'"`);
    db.pragma('foreign_keys=OFF');
    db.function('fold', { deterministic: true }, (text) => fold(String(text ?? '')));
    for (const table of empty) db.exec(`delete from ${table}`);
    // The officers' queue and search are no part of going on.
    if (side === 'ours' && empty.length > 0) for (const index of ['desk_words', 'desk_names']) db.exec(`insert into ${index} (${index}) values ('delete-all')`);
    if (side === 'ours' && empty.length > 0) db.exec('delete from desk_case');
    db.exec('vacuum');
    db.pragma('journal_mode=DELETE');
    db.close();
    return statSync(file).size;
  };
  const tables = ['conversation', 'contact', 'inbox', 'answer', 'wording', 'case_record', 'event', 'outbox', 'timer', 'setting', 'link'];
  const peer = (sized('peer', []) - sized('peer', ['conversation'])) / PEOPLE;
  const bare = sized('ours', tables);
  const state = (sized('ours', ['inbox', 'outbox']) - bare) / PEOPLE;
  const all = (sized('ours', []) - bare) / PEOPLE;
  const what = `bytes of the file per person at question ${ANSWERS}`;
  return [
    { bench: 'bytes', what: `${what}: to go on`, ours: show(state, 'B'), beside: show(peer, 'B'), ratio: state / peer, goal: { text: '≤ 0.2 ×', met: state / peer <= 0.2 } },
    { bench: 'bytes', what: `${what}: with every message in and out (the peer keeps no log)`, ours: show(all, 'B'), beside: show(peer, 'B'), ratio: all / peer },
  ];
};
