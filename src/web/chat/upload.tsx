/** Owns files in: one raw file by script (with progress), or a plain form with several. Bytes stream through; nobody holds a whole file here. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type Context, Hono } from 'hono';
import { clean } from '../../basics/index.js';
import { limitFacts } from '../../evidence/index.js';
import type { Words } from '../../wording/index.js';
import type { WebPort } from '../port.js';
import type { Rate } from '../rate.js';
import { requestLanguage } from '../request-language.js';
import { checked, refuse, writer } from './guard.js';
import type { ChatKey } from './key.js';
import { boundaryIn, isBrokenBody, type Part, readMultipart } from './multipart.js';
import { answered, idPattern, messageOf } from './send.js';
import { rememberVisitor, wordsFor } from './visitor.js';

const filesAtOnce = 20;
const fieldBytes = 2_000;

/** The words for a code of `files.yaml`; the general ones for a code it does not have. */
export const fileWords = (words: Words, code: string, name: string): string =>
  words.has(`files.${code}`) ? words.say(`files.${code}`, { name, ...limitFacts() }) : words.say('web.file_refused', { name });

export const uploadRoutes = (port: WebPort, rate: Rate): Hono => {
  const app = new Hono();

  app.put('/chat/upload', async (c) => {
    const who = writer(c, port);
    if ('no' in who) return who.no;
    const no = checked(c, port, who.visitor, c.req.header('x-form-token') ?? '', rate);
    if (no) return no;
    const id = c.req.header('x-message-id') ?? '';
    const group = c.req.header('x-group');
    if (!idPattern.test(id) || (group !== undefined && !idPattern.test(group)) || c.req.raw.body === null) return refuse(c, port, 'not_understood');
    const name = nameIn(c.req.header('x-file-name'));
    const bytes = Readable.fromWeb(c.req.raw.body as ReadableStream);
    const taken = await takeOne(c, port, who.visitor, { id, name, bytes, ...(group === undefined ? {} : { group }) });
    if (taken.cut) return refuse(c, port, 'upload_cut');
    return taken.code === undefined
      ? c.json({ ok: true })
      : c.json({ code: taken.code, message: fileWords(wordsFor(c, port, who.visitor), taken.code, name) }, taken.code === 'file_too_big' ? 413 : 422);
  });

  app.post('/chat/upload', async (c) => {
    const who = writer(c, port);
    if ('no' in who) return who.no;
    const boundary = boundaryIn(c.req.header('content-type'));
    if (boundary === undefined || c.req.raw.body === null) return refuse(c, port, 'not_understood');
    const codes = new Set<string>();
    let [token, id, files, allowed] = ['', '', 0, false];
    try {
      for await (const part of readMultipart(Readable.fromWeb(c.req.raw.body as ReadableStream), boundary)) {
        // Our form puts its token and id before the files.
        if (part.name === 'token') token = await fieldIn(part);
        if (part.name === 'id') id = await fieldIn(part);
        if (part.filename === undefined || part.filename === '' || ++files > filesAtOnce) continue;
        if (!allowed) {
          if (!idPattern.test(id)) return refuse(c, port, 'not_understood');
          const no = checked(c, port, who.visitor, token, rate);
          if (no) return no;
          allowed = true;
        }
        const taken = await takeOne(c, port, who.visitor, { id: `${id}-${files}`, name: nameIn(encodeURIComponent(part.filename)), bytes: Readable.from(part.bytes), group: id });
        if (taken.cut) return refuse(c, port, 'upload_cut');
        if (taken.code !== undefined) codes.add(taken.code);
        // The rest of a body that size is not worth anybody's data plan.
        if (taken.code === 'file_too_big') break;
      }
    } catch (error) {
      if (isBrokenBody(error)) return refuse(c, port, 'upload_cut');
      throw error;
    }
    if (files > filesAtOnce) codes.add('too_many_at_once');
    if (files > codes.size) await answered(port, who.visitor);
    return c.redirect(codes.size === 0 ? '/#last' : `/?refused=${[...codes].join(',')}#last`, 303);
  });
  return app;
};

type Incoming = { readonly id: string; readonly name: string; readonly bytes: Readable; readonly group?: string };
type Taken = { readonly code?: string; readonly cut?: boolean };

/** Hands the bytes over, then the message that names them. `cut`: the bytes stopped before their end. */
const takeOne = async (c: Context, port: WebPort, visitor: ChatKey, { id, name, bytes, group }: Incoming): Promise<Taken> => {
  // Told below, by what `takeUpload` throws; without a listener the same error would end the process.
  bytes.on('error', () => undefined);
  const taken = await port.takeUpload(visitor.chat, name, bytes).catch((error: unknown) => {
    if (bytes.errored === null) throw error;
    return undefined;
  });
  bytes.destroy();
  if (taken === undefined) return { cut: true };
  if (!taken.ok) return { code: taken.code };
  await port.receive([messageOf(visitor, id, { kind: 'file', file: taken.value, ...(group === undefined ? {} : { group }) }, requestLanguage(c))]);
  rememberVisitor(c, port, visitor, true);
  return {};
};

export const fieldIn = async (part: Part): Promise<string> => {
  const read: Buffer[] = [];
  let length = 0;
  for await (const chunk of part.bytes) {
    length += chunk.length;
    if (length <= fieldBytes) read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8').trim();
};

/** A name as a header carries it; untrusted, and never a path. */
export const nameIn = (header: string | undefined): string => {
  const decoded = URL.canParse(`x:${header ?? ''}`) ? safely(header ?? '') : '';
  return clean(decoded.split(/[/\\]/).at(-1) ?? '').slice(0, 120) || 'tệp';
};
const safely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
