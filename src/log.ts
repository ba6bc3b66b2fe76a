/** Owns logging. Lines carry ids, kinds and counts; never names, numbers, message text or tokens (the last line of defence redacts known fields). */
import { type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

export const openLog = (destination?: NodeJS.WritableStream): Log =>
  pino(
    {
      level: process.env.LOG_LEVEL ?? 'info',
      base: null,
      redact: ['*.text', '*.name', '*.phone', '*.body', '*.said', '*.value', '*.chat', 'text', 'name', 'phone', 'body', 'chat'],
    },
    ...(destination ? [destination as unknown as import('pino').DestinationStream] : []),
  );
