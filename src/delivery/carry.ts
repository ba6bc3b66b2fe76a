/** Owns handing one piece to its port: the file's bytes, the time limit, and what it means when the port throws. Writes nothing. */
import type { ChannelPort } from '../messages/index.js';
import type { Claimed } from './claim.js';
import { type Log, reasonOf } from './log.js';
import type { Outcome } from './verdict.js';

export type BytesOf = (fileId: string) => Promise<Buffer>;

/** Never rejects. A file that is gone or too big was certainly not shown, whatever the port makes of it. */
export const carry = async (port: ChannelPort, { row, piece }: Claimed, bytesOf: BytesOf, ceilingSeconds: number, log: Log): Promise<Outcome> => {
  let unusable: string | undefined;
  const file = piece.attachment;
  const bytes = async (fileId: string): Promise<Buffer> => {
    try {
      const read = await bytesOf(fileId);
      if (read.length <= port.capabilities.fileLimit) return read;
      unusable = 'file_too_big';
    } catch (error) {
      unusable = 'file_unreadable';
      log.error({ channel: row.channel, row: row.id, reason: reasonOf(error) }, 'a file to send cannot be read; its link goes instead');
    }
    throw new Error(`outbox row ${row.id}: ${unusable}`);
  };

  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    limit = setTimeout(() => resolve({ kind: 'uncertain', why: 'no_answer' }), ceilingSeconds * 1000);
  });
  try {
    const parcel = {
      chat: row.chat,
      tag: row.tag,
      text: piece.text,
      choices: piece.choices,
      ...(file === undefined ? {} : { attachment: { ...file, bytes: () => bytes(file.fileId) } }),
    };
    const outcome = await Promise.race([port.send(parcel), late]);
    return unusable === undefined ? outcome : { kind: 'refused', code: unusable };
  } catch (error) {
    if (unusable !== undefined) return { kind: 'refused', code: unusable };
    log.error({ channel: row.channel, row: row.id, tag: row.tag, reason: reasonOf(error) }, 'a port threw: the row is set aside for an officer; mend what the port names');
    return { kind: 'mistake', why: 'port_threw' };
  } finally {
    clearTimeout(limit);
  }
};
