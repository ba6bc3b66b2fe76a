/** Owns the one loop over everything that waits: due timers, a few at a time, each kept until it ended; a failing one waits longer and longer, then an operator sees it. */
import { setTimeout as wait } from 'node:timers/promises';
import { addSeconds } from '../basics/index.js';
import { eventHappened, nextTimerAt, type Timer, type TimerKind, timerDone, timerFailed, timerPutOff, timersDue } from '../cases/index.js';
import type { Chore, ChoreTools } from './chore.js';
import { mailNews } from './by-mail.js';
import { readCardPhoto } from './card.js';
import { makeDossier } from './dossier.js';
import { eraseFiles, eraseMessage, forgetGuest } from './erase.js';
import { makeExport } from './export.js';
import { fetchFile, settleAlbum } from './files.js';
import { makeLetter } from './letter.js';
import { leaseEnds } from './lease.js';
import { sendMail } from './mail.js';
import { reckon } from './reckon.js';
import { remind } from './remind.js';
import { sweepUploads } from './uploads.js';
import { windowEnds } from './window.js';

export type { ChoreTools } from './chore.js';
export { exportName } from './export.js';
export { storedHandle } from './files.js';
export { notify } from './notify.js';
export { reminderHolds } from './reminder.js';
export { windowNoticeHolds } from './window.js';

const chores: Readonly<Record<TimerKind, Chore>> = {
  fetch_file: fetchFile,
  settle_album: settleAlbum,
  make_dossier: makeDossier,
  send_mail: sendMail,
  make_export: makeExport,
  erase_files: eraseFiles,
  forget_guest: forgetGuest,
  lease_ends: leaseEnds,
  sweep_uploads: sweepUploads,
  read_card: readCardPhoto,
  erase_message: eraseMessage,
  remind,
  reckon,
  make_letter: makeLetter,
  window_ends: windowEnds,
  mail_news: mailNews,
};

const AT_ONCE = 4;
const TRIES = 6;
const LONGEST_SLEEP_MS = 60_000;
/** How long `stop` waits for chores that are running. */
const STOP_MS = 9_000;

export type Chores = { readonly wake: () => void; readonly idle: () => Promise<void>; readonly stop: () => Promise<void> };

export const openChores = (tools: ChoreTools): Chores => {
  const running = new Map<number, Promise<void>>();
  let stopped = false;
  let asked = false;
  let sleeping: NodeJS.Timeout | undefined;

  const run = async (timer: Timer): Promise<void> => {
    try {
      const ended = await chores[timer.kind as TimerKind](timer, tools);
      await tools.db.transaction((tx) => {
        if (ended.end === 'done') timerDone(tx, timer.id, timer.due_at);
        else if (ended.end === 'wait') timerPutOff(tx, timer.id, addSeconds(tools.now(), ended.afterSeconds));
        else timerFailed(tx, timer.id, ended.why, addSeconds(tools.now(), ended.afterSeconds), false);
      });
    } catch (error) {
      const giveUp = timer.attempts + 1 >= TRIES;
      tools.log.error({ timer: timer.id, kind: timer.kind, giveUp, error: error instanceof Error ? error.stack : String(error) }, 'a chore failed');
      await tools.db.transaction((tx) => {
        timerFailed(tx, timer.id, error instanceof Error ? error.message : String(error), addSeconds(tools.now(), 5 * 4 ** timer.attempts), giveUp);
        if (giveUp && timer.conversation_id !== null) eventHappened(tx, timer.conversation_id, 'chore_failed', { kind: timer.kind }, tools.now());
      });
    }
  };
  const round = (): void => {
    if (stopped) return;
    clearTimeout(sleeping);
    const due = timersDue(tools.db.read, tools.now()).filter(({ id }) => !running.has(id));
    for (const timer of due.slice(0, AT_ONCE - running.size))
      running.set(
        timer.id,
        run(timer).finally(() => {
          running.delete(timer.id);
          round();
        }),
      );
    const next = running.size < AT_ONCE && due.length === 0 ? nextTimerAt(tools.db.read) : undefined;
    const wait = next === undefined ? LONGEST_SLEEP_MS : Math.min(LONGEST_SLEEP_MS, Math.max(5, Date.parse(next) - Date.parse(tools.now())));
    sleeping = setTimeout(round, wait);
    sleeping.unref();
  };
  /** Many turns of one moment are one look. */
  const wake = (): void => {
    if (asked) return;
    asked = true;
    setImmediate(() => {
      asked = false;
      round();
    });
  };
  return {
    wake,
    idle: async () => {
      round();
      while (running.size > 0) await Promise.all(running.values());
    },
    stop: async () => {
      stopped = true;
      clearTimeout(sleeping);
      // What hangs longer is cut, as a crash would cut it: every chore can be done again.
      const patience = new AbortController();
      await Promise.race([Promise.allSettled(running.values()), wait(STOP_MS, undefined, { signal: patience.signal })]);
      patience.abort();
    },
  };
};
