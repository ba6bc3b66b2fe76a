/** Owns knocking at the program's webhook as anybody could: any header, any bytes. And updates as Telegram writes them. */
import { request } from 'node:http';

export const SECRET = 'bi-mat_cua_bai_thu_0123456789';
/** One header line per value: node joins nothing. */
export type Knock = { readonly secret?: readonly string[]; readonly chunked?: boolean };

/** The status, or 0 when the door was shut in our face while we still spoke. */
export const knock = (url: string, body: Buffer | string, { secret = [SECRET], chunked = false }: Knock = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const { hostname, port } = new URL(url);
    const raw = secret.flatMap((value) => ['X-Telegram-Bot-Api-Secret-Token', value]);
    let status: number | undefined;
    const asked = request({
      hostname,
      port,
      path: '/webhooks/telegram',
      method: 'POST',
      timeout: 30_000,
      headers: [...raw, 'Host', 'donghanh.example', 'Content-Type', 'application/json', ...(chunked ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(bytes.length)])],
    });
    asked.once('response', (answer) => {
      status = answer.statusCode ?? 0;
      answer.resume();
      answer.once('close', () => resolve(status ?? 0));
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer in 30 s')));
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(status ?? 0);
      else reject(error);
    });
    // A door shut in our face while we still write is an answer too; the socket says so after the request is over.
    asked.once('socket', (socket) => socket.on('error', () => undefined));
    asked.end(bytes);
  });

export const textUpdate = (update: number, chat: number, text: string): unknown => ({
  update_id: update,
  message: {
    message_id: update % 1_000_000,
    date: 1_795_316_400,
    from: { id: chat, is_bot: false, first_name: 'Người thử', language_code: 'vi' },
    chat: { id: chat, type: 'private', first_name: 'Người thử' },
    text,
  },
});
