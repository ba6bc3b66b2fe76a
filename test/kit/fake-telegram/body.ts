/** Owns reading a request to the Bot API in each of its encodings: query, form, JSON, multipart with files. Knows no method. */
import { z } from 'zod';

export type Upload = { readonly name: string; readonly bytes: Buffer };
/** Fields by name as they came; files apart, by part name. */
export type Fields = { readonly values: Readonly<Record<string, unknown>>; readonly files: ReadonlyMap<string, Upload> };

const noFiles: ReadonlyMap<string, Upload> = new Map();

/** Undefined when the body is not what its content type says. */
export const readFields = (query: URLSearchParams, contentType: string, body: Buffer): Fields | undefined => {
  const values: Record<string, unknown> = Object.fromEntries(query);
  if (body.length === 0) return { values, files: noFiles };
  if (contentType.startsWith('application/json')) {
    const read = z.record(z.string(), z.unknown()).safeParse(parseJson(body.toString('utf8')));
    return read.success ? { values: { ...values, ...read.data }, files: noFiles } : undefined;
  }
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return { values: { ...values, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) }, files: noFiles };
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!contentType.startsWith('multipart/form-data') || boundary === undefined) return undefined;
  return multipart(values, body, boundary);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Lenient as the real server is: a file name may stand without quotes (grammY writes it so). */
const multipart = (values: Record<string, unknown>, body: Buffer, boundary: string): Fields | undefined => {
  const files = new Map<string, Upload>();
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  if (at < 0) return undefined;
  for (;;) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString() === '--') return { values, files };
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start);
    const headEnd = body.indexOf('\r\n\r\n', start);
    if (next < 0 || headEnd < 0 || headEnd > next) return undefined;
    const head = body.subarray(start + 2, headEnd).toString('utf8');
    const content = body.subarray(headEnd + 4, next);
    const name = /[;\s]name="?([^";\r\n]*)"?/i.exec(head)?.[1];
    const fileName = /filename\*?=(?:utf-8'')?(?:"([^"\r\n]*)"|([^;\r\n]*))/i.exec(head);
    if (name === undefined) return undefined;
    if (fileName) files.set(name, { name: fileName[1] ?? fileName[2] ?? 'file', bytes: Buffer.from(content) });
    else values[name] = content.toString('utf8');
    at = next + 2;
  }
};

/** A field that holds JSON, whether it came as JSON or as a string of it. */
export const structured = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (typeof value === 'string' ? (parseJson(value) ?? value) : value), schema);
