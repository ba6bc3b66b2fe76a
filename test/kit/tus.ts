/** Owns a small tus sender for tests that can stop anywhere: begin, send from an offset, cut the line, ask where it stands. */
import { connect } from 'node:net';

type Answer = { readonly status: number; readonly body: string };
export type TusSender = {
  readonly beginRaw: (name: string, length: number) => Promise<Response>;
  /** Gives the path of the upload. */
  readonly begin: (name: string, length: number, group?: string) => Promise<string>;
  readonly send: (path: string, offset: number, bytes: Uint8Array) => Promise<Answer>;
  /** Begins and sends all of it; the answer is that of the last request. */
  readonly whole: (name: string, bytes: Uint8Array, group?: string) => Promise<Answer>;
  /** Says it will send all and breaks the line after `count` bytes. */
  readonly cutAfter: (path: string, offset: number, bytes: Uint8Array, count: number) => Promise<void>;
  readonly where: (path: string) => Promise<{ readonly status: number; readonly offset: number; readonly length: number }>;
};

const meta = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** `page`: the whole address of the upload page. */
export const openTus = (page: string, extra: Readonly<Record<string, string>> = {}): TusSender => {
  const origin = new URL(page).origin;
  const headers = { 'Tus-Resumable': '1.0.0', ...extra };
  const beginRaw = (name: string, length: number, group?: string): Promise<Response> =>
    fetch(`${page}/files`, {
      method: 'POST',
      headers: { ...headers, 'Upload-Length': String(length), 'Upload-Metadata': meta({ filename: name, ...(group === undefined ? {} : { group }) }) },
    });
  const begin: TusSender['begin'] = async (name, length, group) => {
    const answer = await beginRaw(name, length, group);
    if (answer.status !== 201) throw new Error(`the upload was not begun: ${answer.status} ${await answer.text()}`);
    return answer.headers.get('location') ?? '';
  };
  const send: TusSender['send'] = async (path, offset, bytes) => {
    const answer = await fetch(`${origin}${path}`, {
      method: 'PATCH',
      headers: { ...headers, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: await answer.text() };
  };
  return {
    beginRaw,
    begin,
    send,
    whole: async (name, bytes, group) => {
      if (bytes.length > 0) return send(await begin(name, bytes.length, group), 0, bytes);
      const answer = await beginRaw(name, 0, group);
      return { status: answer.status, body: await answer.text() };
    },
    cutAfter: (path, offset, bytes, count) =>
      new Promise((resolve, reject) => {
        const { hostname, port, host } = new URL(page);
        const socket = connect(Number(port), hostname, () => {
          socket.write(
            `PATCH ${path} HTTP/1.1\r\nHost: ${host}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: ${offset}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${bytes.length}\r\n\r\n`,
          );
          socket.write(bytes.subarray(0, count), () => setTimeout(() => socket.destroy(), 50));
        });
        socket.on('close', () => setTimeout(resolve, 100));
        socket.on('error', reject);
      }),
    where: async (path) => {
      const answer = await fetch(`${origin}${path}`, { method: 'HEAD', headers });
      return { status: answer.status, offset: Number(answer.headers.get('upload-offset')), length: Number(answer.headers.get('upload-length')) };
    },
  };
};
