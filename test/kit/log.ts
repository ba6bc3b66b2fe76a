/** Owns a log that is kept in memory, to look for what must not stand in one. */
import { Writable } from 'node:stream';
import { type Log, openLog } from '../../src/log.js';

export const keptLog = (): { readonly log: Log; readonly logged: () => string } => {
  let logged = '';
  const log = openLog(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        logged += chunk.toString();
        done();
      },
    }),
  );
  return { log, logged: () => logged };
};
