/** Owns the short form in which the tables of readers' tests are written: a value, `× code`, or `a | b` for several. */
import type { Answer, CodedReader } from '../../src/conversation/readers/index.js';

export const today = '2026-11-22';

export const short = (read: Answer<unknown>): unknown => {
  if (read.kind === 'value') return read.value;
  return read.kind === 'refused' ? `× ${read.code}` : read.readings.map((one) => String(one.value)).join(' | ');
};

export const readShort = (reader: CodedReader<unknown>, text: string, on = today): unknown => short(reader(text, { today: on }));
