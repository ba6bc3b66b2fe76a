/** Owns fetching the bytes of a file a person sent through an Official Account. Links expire: it is asked for at once. Does not judge or keep them. */
import { createHash } from 'node:crypto';
import type { AnnouncedFile } from '../../messages/index.js';
import { failed, type Http } from '../http.js';
import { zaloHost } from '../zalo-hosts.js';

/** All bytes of the file, at most `limit`; never a short or a changed file where Zalo tells its checksum. Throws an Error with a `code` (`FetchCode`). */
export const download = async (http: Http, root: string, file: AnnouncedFile, limit: number, seconds: number): Promise<Buffer> => {
  if (file.size !== undefined && file.size > limit) throw failed('too_big', `${file.size} bytes`);
  const [address = '', md5] = file.handle.split('#md5=');
  const bytes = await http.bytes(address, limit, seconds, zaloHost(root));
  if (bytes.length === 0) throw failed('broken', 'no bytes');
  if (md5 !== undefined && createHash('md5').update(bytes).digest('hex') !== md5) throw failed('broken', 'checksum differs');
  return bytes;
};
