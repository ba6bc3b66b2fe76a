/** Owns fetching the bytes of a file a person sent. Does not judge or keep them: `evidence` does. */
import type { Api } from 'grammy';
import type { AnnouncedFile } from '../../messages/index.js';
import { describe, failureOf } from './api.js';
import { readAll, type Transport, transportFailure } from './transport.js';

/** `too_big`: over the limit asked for, or Telegram's own 20 MB. `gone`: Telegram no longer has it. `broken`: came short or not at all; try again. */
export type DownloadCode = 'too_big' | 'gone' | 'broken';

const failed = (code: DownloadCode, detail: string): Error => Object.assign(new Error(`telegram file: ${code} (${detail})`), { code });

/** All bytes of the file, at most `limit`; never a short file. Throws an Error with a `code` (`DownloadCode`). */
export const download = async (api: Api, transport: Transport, fileRoot: string, file: AnnouncedFile, limit: number, seconds: number): Promise<Buffer> => {
  const { file_path, file_size } = await api.getFile(file.handle).catch((thrown: unknown) => {
    const failure = failureOf(thrown);
    const text = describe(failure);
    if (failure.kind === 'told' && failure.code === 400) throw failed(/too big/i.test(text) ? 'too_big' : 'gone', text);
    throw failed('broken', text);
  });
  if (file_path === undefined) throw failed('gone', 'no path');
  const promised = file_size ?? file.size;
  if (promised !== undefined && promised > limit) throw failed('too_big', `${promised} bytes`);

  const bytes = await body(transport, `${fileRoot}/${file_path}`, limit, seconds);
  if (promised !== undefined && bytes.length !== promised) throw failed('broken', `${bytes.length} of ${promised} bytes`);
  return bytes;
};

const body = async (transport: Transport, url: string, limit: number, seconds: number): Promise<Buffer> => {
  try {
    const answer = await transport.open(url, { method: 'GET', seconds });
    const status = answer.statusCode ?? 0;
    if (status !== 200) {
      answer.destroy();
      throw failed(status === 404 || status === 410 ? 'gone' : 'broken', `http ${status}`);
    }
    return await readAll(answer, limit);
  } catch (thrown) {
    if (isCoded(thrown)) throw thrown;
    const code = errorCode(thrown);
    if (code === 'too_long') throw failed('too_big', `over ${limit} bytes`);
    throw failed('broken', transportFailure(thrown)?.reason ?? code ?? 'network');
  }
};

const errorCode = (thrown: unknown): string | undefined =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
const isCoded = (thrown: unknown): boolean => ['too_big', 'gone', 'broken'].includes(errorCode(thrown) ?? '');
