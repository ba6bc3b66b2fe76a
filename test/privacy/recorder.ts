/** Owns standing between the program and the fake Telegram, writing down every address called. Passes everything on. */
import { createServer, request } from 'node:http';

export type Recorder = { readonly url: string; readonly called: () => readonly string[]; readonly close: () => Promise<void> };

export const openRecorder = (target: string): Promise<Recorder> => {
  const called = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    called.add(incoming.url ?? '');
    const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.on('aborted', () => onward.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no port'));
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        called: () => [...called],
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
};
