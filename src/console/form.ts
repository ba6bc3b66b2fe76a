/** Owns reading a posted form, urlencoded or multipart, within a limit. */
import type { Context } from 'hono';
import { clean } from '../basics/index.js';
import type { Form } from './routes.js';

export const emptyForm: Form = { text: () => '', all: () => [], file: () => undefined };
const USUAL_MOST = 64 * 1024;

/** Undefined when it is too big or cannot be read. */
export const readForm = async (c: Context, most = USUAL_MOST): Promise<Form | undefined> => {
  const announced = Number(c.req.header('content-length') ?? 0);
  if (announced > most) return undefined;
  const bytes = await limited(c.req.raw.body, most);
  if (bytes === undefined) return undefined;
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)) return bytes.byteLength === 0 ? emptyForm : undefined;
  const parsed = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => undefined);
  return parsed === undefined ? undefined : formOf(parsed);
};

const limited = async (body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Cut off while it streams: the announced length is only a promise.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const formOf = (fields: FormData): Form => {
  const all = (name: string): readonly string[] =>
    fields
      .getAll(name)
      .filter((value): value is string => typeof value === 'string')
      .map(clean);
  return {
    text: (name) => all(name)[0] ?? '',
    all,
    file: (name) => {
      const value = fields.get(name);
      return value instanceof File && value.size > 0 ? value : undefined;
    },
  };
};
