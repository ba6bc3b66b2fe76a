/** Owns bringing in a file that was announced: fetch, look at it, keep it, number it, and one acknowledgement per file or album. */
import { addSeconds } from '../basics/index.js';
import { evidenceById, evidenceOf, evidenceReceived, evidenceRefused, evidenceRepeated, exhibitNamed, repeatedBy, waitUntil } from '../cases/index.js';
import { limitFacts, prepare, takeIn } from '../evidence/index.js';
import type { Channel } from '../messages/index.js';
import { again, type Chore, done } from './chore.js';
import { forget } from './erase.js';
import { notify } from './notify.js';

/** An album has no end marker: after so many quiet seconds it is acknowledged as one. A late photo still joins and is acknowledged anew. */
const SETTLE_SECONDS = 2;
const FETCH_LIMIT = 50 * 1024 * 1024;
const FETCH_TRIES = 4;

/** Bytes already in our store are announced by this handle (web chat, upload page). */
export const storedHandle = (sha256: string): string => `sha256:${sha256}`;

export const fetchFile: Chore = async (timer, tools) => {
  const row = evidenceById(tools.db.read, timer.key);
  if (row === undefined || row.state !== 'fetching') return done;
  const bytes = row.handle.startsWith('sha256:')
    ? await tools.evidence.store.get(row.handle.slice('sha256:'.length))
    : await fetched(row.channel as Channel, row.handle, row.size, tools);
  if (bytes === undefined) {
    if (timer.attempts + 1 < FETCH_TRIES) return again(2 ** timer.attempts * 3, 'the file could not be fetched');
    await tools.db.transaction((tx) => {
      evidenceRefused(tx, row.id, 'fetch_failed');
      notify(tx, row.conversation_id, row.id, { what: 'file_refused', detail: { name: row.name, code: 'fetch_failed', limits: {} } }, tools.now());
    });
    tools.wake([row.conversation_id]);
    return done;
  }
  const taken = await takeIn(bytes, row.name === '' ? {} : { name: row.name }, tools.evidence);
  const ready = taken.ok ? await prepare(taken.value, tools.evidence) : taken;
  await tools.db.transaction((tx) => {
    if (evidenceById(tx, row.id)?.state !== 'fetching') return;
    const now = tools.now();
    if (!ready.ok) {
      evidenceRefused(tx, row.id, ready.code);
      notify(tx, row.conversation_id, row.id, { what: 'file_refused', detail: { name: row.name, code: ready.code, limits: limitFacts() } }, now);
      return;
    }
    const unclear = ready.value.readable?.ok === false ? ready.value.readable.why : undefined;
    const got = {
      sha256: ready.value.sha256,
      mime: ready.value.mime,
      size: ready.value.size,
      name: ready.value.name,
      pages: ready.value.pages.map(({ sha256 }) => sha256),
      ...(unclear === undefined ? {} : { unclear }),
      ...(ready.value.seconds === undefined ? {} : { seconds: ready.value.seconds }),
    };
    const same = repeatedBy(tx, row, got.sha256);
    if (same?.exhibit == null) evidenceReceived(tx, row.id, got);
    else {
      const exhibit = row.paper === null || same.paper !== null ? same.exhibit : exhibitNamed(tx, row.conversation_id, same.exhibit, { paper: row.paper }, now);
      evidenceRepeated(tx, row.id, got, exhibit);
    }
    if (row.paper === 'identity' && ready.value.kind === 'photo') waitUntil(tx, 'read_card', row.id, now, {}, row.conversation_id);
    waitUntil(tx, 'settle_album', row.album ?? row.id, row.album === null ? now : addSeconds(now, SETTLE_SECONDS), { conversation: row.conversation_id }, row.conversation_id);
  });
  // Refused after a closer look, or erased meanwhile: what nothing points to any more is not kept.
  if (taken.ok && evidenceById(tools.db.read, row.id)?.state !== 'received') {
    // What a repetition stands for holds the same bytes and keeps them.
    const own = evidenceOf(tools.db.read, row.conversation_id)
      .map(({ sha256, pages }) => `${sha256} ${pages}`)
      .join();
    const stored = [taken.value, ...taken.value.pages, ...(ready.ok ? ready.value.pages : [])].map(({ sha256 }) => sha256);
    await forget(
      row.conversation_id,
      stored.filter((sha256) => !own.includes(sha256)),
      tools,
    );
  }
  tools.wake([row.conversation_id]);
  return done;
};

const fetched = async (channel: Channel, handle: string, size: number | null, tools: Parameters<Chore>[1]): Promise<Buffer | undefined> => {
  const port = tools.port(channel);
  if (port?.fetch === undefined) throw new Error(`channel ${channel} announced a file but cannot fetch; is it switched off?`);
  try {
    return await port.fetch({ handle, ...(size === null ? {} : { size }) }, FETCH_LIMIT);
  } catch (error) {
    tools.log.warn({ channel, error: error instanceof Error ? error.message : 'unknown' }, 'a file could not be fetched');
    return undefined;
  }
};

/** One acknowledgement for what came together. */
export const settleAlbum: Chore = async (timer, tools) => {
  const conversation = timer.conversation_id;
  if (conversation === null) throw new Error(`timer ${timer.id} (settle_album) has no conversation`);
  await tools.db.transaction((tx) => {
    const came = evidenceOf(tx, conversation).filter((row) => (row.album ?? row.id) === timer.key);
    const files = came.filter(({ state }) => state === 'received');
    const known = came.filter(({ state }) => state === 'repeated');
    const [first] = files;
    const [repeated] = known;
    if (first === undefined) {
      if (repeated === undefined) return;
      const detail = { count: known.length, name: repeated.name, exhibit: repeated.exhibit ?? 0 };
      notify(tx, conversation, `${timer.key}:${known.length}`, { what: 'files_known', detail }, tools.now());
      return;
    }
    const unclear = files.length === 1 ? first.reason : null;
    notify(
      tx,
      conversation,
      `${timer.key}:${files.length}${known.length === 0 ? '' : `+${known.length}`}`,
      {
        what: 'files_received',
        detail: {
          count: files.length,
          name: first.name,
          exhibit: first.exhibit ?? 0,
          pages: pagesOf(first.pages),
          ...(unclear === null ? {} : { unclear }),
          ...(files.length > 1 || first.seconds === null ? {} : { seconds: first.seconds }),
          ...(known.length === 0 ? {} : { known: known.length }),
          nameless: first.paper === null && first.title === null,
        },
      },
      tools.now(),
    );
  });
  tools.wake([conversation]);
  return done;
};

const pagesOf = (pages: string | null): number => (pages === null ? 0 : (JSON.parse(pages) as unknown[]).length);
