/**
 * Owns what the upload page does to a case: which page a token opens, and handing a whole file over to the talk, once. Bytes on
 * their way are in `src/evidence/partial.ts`, the page in `src/web/upload`.
 */
import { addSeconds, type Instant, ok, type Result, refused } from './basics/index.js';
import { agreedToKeep, conversation, linkOfUpload, linkSeen, uploadedBy, uploadExternalId, uploadPaper, uploadedSize, uploadPrefix } from './cases/index.js';
import { notify, storedHandle } from './chores/index.js';
import { type FileStore, limitFacts, type Partials, takeIn } from './evidence/index.js';
import type { Receive } from './messages/index.js';
import type { Database } from './storage/index.js';
import type { WebPort } from './web/index.js';
import type { Language } from './wording/index.js';

/** An upload nobody went on with for so long is forgotten: longer than any upload page works. */
const FORGET_AFTER_SECONDS = 3 * 86_400;
const FILES_A_PAGE = 100;

export type UploadTools = {
  readonly db: Database;
  readonly now: () => Instant;
  readonly store: FileStore;
  readonly partials: Partials;
  readonly receive: Receive;
  readonly wake: (conversations: readonly string[]) => void;
};

export type Uploads = WebPort['uploadPages'] & {
  /** Hands over what became whole before a crash; forgets what nobody ends and what came by a page that was closed. */
  readonly sweep: () => Promise<void>;
};

export const openUploads = ({ db, now, store, partials, receive, wake }: UploadTools): Uploads => {
  const agreed = (id: string): boolean => agreedToKeep(db.read, id);

  /** The verdict, and the message that names the file. The same upload again is the same message. */
  const handOver = async (id: string, name: string, group: string | undefined, bytes: AsyncIterable<Uint8Array>): Promise<Result<undefined>> => {
    const link = linkOfUpload(db.read, id);
    if (link === undefined || !agreed(link.conversation_id)) return refused('page_closed');
    const taken = await takeIn(bytes, { name }, { store });
    if (!taken.ok) return taken;
    const paper = uploadPaper(link.target);
    await receive([
      {
        channel: 'system',
        externalId: uploadExternalId(id),
        chat: link.conversation_id,
        body: {
          kind: 'file',
          file: { handle: storedHandle(taken.value.sha256), name: taken.value.name, size: taken.value.size },
          ...(paper === undefined ? {} : { paper }),
          // Pages for one paper are one album: one acknowledgement, one exhibit. Without a paper each file stands alone.
          ...(paper === undefined || group === undefined ? {} : { group: `${id.slice(0, uploadPrefix(link).length)}${group}` }),
        },
      },
    ]);
    return ok(undefined);
  };

  /** A sweep and the sender's last request may meet: the second waits for the first. */
  const settling = new Map<string, Promise<Result<undefined>>>();
  const settle: Uploads['take'] = (id, name, group, bytes) => {
    const work = async (): Promise<Result<undefined>> => {
      const link = linkOfUpload(db.read, id);
      if (link !== undefined && uploadedSize(db.read, link.conversation_id, id) !== undefined) return ok(undefined);
      const taken = await handOver(id, name, group, bytes);
      await partials.remove(id);
      return taken;
    };
    const going = settling.get(id) ?? work().finally(() => settling.delete(id));
    settling.set(id, going);
    return going;
  };

  return {
    partials,
    place: (token) => {
      const link = linkSeen(db.read, token, 'upload', now());
      const talker = link && conversation(db.read, link.conversation_id);
      if (link === undefined || talker === undefined || !agreed(talker.id)) return undefined;
      const prefix = uploadPrefix(link);
      const paper = uploadPaper(link.target);
      const files = uploadedBy(db.read, talker.id, prefix);
      return { prefix, language: talker.language as Language, until: link.expires_at, files, room: FILES_A_PAGE - files.length, ...(paper === undefined ? {} : { paper }) };
    },
    take: settle,
    sizeOf: (id) => {
      const link = linkOfUpload(db.read, id);
      return link && uploadedSize(db.read, link.conversation_id, id);
    },
    sweep: async () => {
      for (const { id, size, offset, begunAt, metadata } of await partials.all()) {
        const link = linkOfUpload(db.read, id);
        if (link === undefined || addSeconds(begunAt, FORGET_AFTER_SECONDS) < now()) {
          await partials.remove(id);
          continue;
        }
        if (offset < size) continue;
        const name = metadata.filename ?? '';
        const taken = await settle(id, name, metadata.group ?? undefined, partials.read(id));
        if (!taken.ok && taken.code !== 'page_closed') {
          const { code } = taken;
          await db.transaction((tx) => notify(tx, link.conversation_id, id, { what: 'file_refused', detail: { name, code, limits: limitFacts() } }, now()));
          wake([link.conversation_id]);
        }
        // Handed over before a kill, and only its bytes left behind.
        await partials.remove(id);
      }
    },
  };
};
