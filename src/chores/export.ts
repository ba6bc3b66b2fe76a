/** Owns giving a person all their data: one JSON file behind a link that works for a day. */
import type { Instant } from '../basics/index.js';
import { allAnswers, conversation, eventsOf, evidenceOf, feed, handovers, linkMade, linkToken, linkUntil, referenceOf } from '../cases/index.js';
import { lettersOf, stepRows } from '../procedure/index.js';
import { type Chore, done } from './chore.js';
import { forget } from './erase.js';
import { notify } from './notify.js';

/** `du-lieu-cua-toi-2026-11-22.json`: what the person's copy is called, however it comes. */
export const exportName = (made: Instant): string => `du-lieu-cua-toi-${made.slice(0, 10)}.json`;

export const makeExport: Chore = async (timer, tools) => {
  const id = timer.key;
  const read = tools.db.read;
  const talker = conversation(read, id);
  if (talker === undefined) return done;
  const { turn } = JSON.parse(timer.data) as { turn: number };
  const data = {
    schema: 'dong-hanh.export.1',
    madeAt: tools.now(),
    reference: referenceOf(read, talker.case_id) ?? null,
    language: talker.language,
    phase: talker.phase,
    answers: allAnswers(read, id).map(({ question, value, said, shown, actor, answered_at, superseded_at }) => ({
      question,
      value: JSON.parse(value) as unknown,
      said,
      shown,
      actor,
      answeredAt: answered_at,
      supersededAt: superseded_at,
    })),
    conversation: feed(read, id, { in: 0, out: 0 }).lines,
    files: evidenceOf(read, id).map(({ name, mime, size, sha256, state, exhibit, received_at }) => ({ name, mime, size, sha256, state, exhibit, receivedAt: received_at })),
    handovers: handovers(read, id),
    steps: stepRows(read, id).map(({ kind, day, number, signer, detail, told_by, recorded_at, superseded_at }) => ({
      kind,
      day,
      number,
      signer,
      detail: JSON.parse(detail) as unknown,
      toldBy: told_by,
      recordedAt: recorded_at,
      supersededAt: superseded_at,
    })),
    letters: lettersOf(read, id).map(({ kind, number, prepared_at, record }) => ({ kind, number, preparedAt: prepared_at, record: JSON.parse(record) as unknown })),
    events: eventsOf(read, id).map(({ kind, actor, at, data: detail }) => ({ kind, actor, at, data: JSON.parse(detail) as unknown })),
  };
  const kept = await tools.evidence.store.put(Buffer.from(JSON.stringify(data, null, 2)));
  const target = kept.sha256;
  const token = linkToken(tools.linkKey, 'export', `${target} ${turn}`);
  const name = exportName(tools.now());
  const erased = await tools.db.transaction((tx) => {
    // Erased while it was being written: nothing of it may stay.
    if (conversation(tx, id)?.case_id !== talker.case_id) return true;
    linkMade(tx, token, 'export', target, id, tools.now(), linkUntil('export', tools.now()));
    notify(tx, id, `${id}:${turn}`, { what: 'export_ready', detail: { url: `${tools.publicUrl}/d/${token}`, fileId: kept.sha256, name } }, tools.now());
    return false;
  });
  if (erased) await forget(id, [kept.sha256], tools);
  tools.wake([id]);
  return done;
};
