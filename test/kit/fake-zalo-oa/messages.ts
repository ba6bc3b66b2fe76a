/** Owns what the fake does with a message: the limits, the windows and the shapes the platform documents, by code. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { longId, type Person, type Sent, type World } from './world.js';

export type Answer = { readonly error: number; readonly message: string; readonly data?: unknown };
export const no = (error: number, message: string): Answer => ({ error, message });
const yes = (data: unknown): Answer => ({ error: 0, message: 'Success', data });

const HOUR = 3_600_000;
const button = z.object({
  title: z.string().min(1).max(100),
  type: z.enum(['oa.query.show', 'oa.query.hide', 'oa.open.url', 'oa.open.phone']),
  payload: z.union([z.string().max(1000), z.object({})]),
});
const element = z.object({ media_type: z.literal('image'), attachment_id: z.string().optional(), url: z.string().optional() });
const messageSchema = z.object({
  text: z.string().optional(),
  attachment: z
    .union([
      z.object({ type: z.literal('file'), payload: z.object({ token: z.string() }) }),
      z.object({ type: z.literal('template'), payload: z.object({ template_type: z.literal('media'), elements: z.array(element).length(1) }) }),
      z.object({ type: z.literal('template'), payload: z.object({ template_type: z.literal('button').optional(), buttons: z.array(button).min(1).max(5) }) }),
    ])
    .optional(),
});
const callSchema = z.object({ recipient: z.object({ user_id: z.string() }), message: z.unknown() });

export const consultation = (world: World, body: unknown): Answer => {
  const call = callSchema.safeParse(body);
  if (!call.success) return no(-201, 'recipient is invalid');
  const user = call.data.recipient.user_id;
  const person = world.people.get(user);
  if (person === undefined) return no(-201, 'user_id is invalid');
  const read = messageSchema.safeParse(call.data.message);
  if (!read.success) return no(-201, `message ${read.error.issues[0]?.path.join('.') ?? ''} is invalid`);
  const { text = '', attachment } = read.data;
  if (text.length > 2000) return no(-210, 'text is over 2000 characters');
  if (text === '' && attachment === undefined) return no(-201, 'message is empty');
  const window = allowed(world, person);
  if ('error' in window) return window;
  const made = { ...base(world, user, text, window.billed) };
  if (attachment === undefined) return accept(world, person, { ...made, kind: 'text' });
  if (attachment.type === 'file') {
    const file = world.uploads.get(attachment.payload.token);
    if (file === undefined || file.kind !== 'file') return no(-201, 'token is invalid');
    if (file.until < world.now()) return no(-100, 'token is expired');
    return accept(world, person, { ...made, kind: 'file', file: { name: file.name, size: file.bytes.length, sha256: createHash('sha256').update(file.bytes).digest('hex') } });
  }
  if ('elements' in attachment.payload) {
    const picture = world.uploads.get(attachment.payload.elements[0]?.attachment_id ?? '');
    if (picture === undefined || picture.kind !== 'image') return no(-100, 'attachment_id is expired');
    return accept(world, person, {
      ...made,
      kind: 'image',
      file: { name: picture.name, size: picture.bytes.length, sha256: createHash('sha256').update(picture.bytes).digest('hex') },
    });
  }
  const { buttons, template_type } = attachment.payload;
  if (world.switches.buttons === 'refused' || (world.switches.buttons === 'named' && template_type === undefined)) return no(-201, 'attachment is invalid');
  const shown = buttons.map(({ title, payload }) => ({ title, payload: typeof payload === 'string' ? payload : '' }));
  return accept(world, person, { ...made, kind: 'buttons', buttons: shown });
};

const allowed = (world: World, person: Person): Answer | { readonly billed: boolean } => {
  if (person.blocked) return no(-244, 'user restricted this message type');
  const age = person.lastInteraction === undefined ? Number.POSITIVE_INFINITY : world.now() - person.lastInteraction;
  if (age > 7 * 24 * HOUR) return no(-230, 'user has not interacted in 7 days');
  if (age > 48 * HOUR) return world.switches.billing === 'missing' ? no(-320, 'no billing account') : { billed: true };
  const most = world.switches.repliesWhileFree;
  return most !== null && person.repliesSince >= most ? no(-211, 'out of quota') : { billed: false };
};

const base = (world: World, user: string, text: string, billed: boolean): Omit<Sent, 'kind'> => ({
  seq: ++world.seq,
  at: world.now(),
  user,
  text,
  messageId: longId(world),
  billed,
  buttons: [],
});

const accept = (world: World, person: Person, sent: Sent): Answer => {
  world.sent.push(sent);
  person.repliesSince += 1;
  return yes({ message_id: sent.messageId, user_id: sent.user, sent_time: String(sent.at), ...(sent.billed ? {} : { quota: { quota_type: 'reply' } }) });
};

const templateSchema = z.object({ user_id: z.string(), template_id: z.string(), template_data: z.record(z.string(), z.string().max(400)) });

/** An approved template goes out whatever the window. */
export const template = (world: World, body: unknown): Answer => {
  const call = templateSchema.safeParse(body);
  if (!call.success) return no(-201, 'template_data is invalid');
  const { user_id, template_id, template_data } = call.data;
  const person = world.people.get(user_id);
  if (person === undefined) return no(-201, 'user_id is invalid');
  if (!world.templates.has(template_id)) return no(-249, 'template cannot be sent by uid');
  return accept(world, person, { ...base(world, user_id, Object.values(template_data).join(' '), true), kind: 'template', template: { id: template_id, data: template_data } });
};

const endings: Readonly<Record<string, { readonly kind: 'file' | 'image'; readonly magic: RegExp }>> = {
  pdf: { kind: 'file', magic: /^%PDF-/ },
  doc: { kind: 'file', magic: /^\u00d0\u00cf/ },
  docx: { kind: 'file', magic: /^PK/ },
  jpg: { kind: 'image', magic: /^\u00ff\u00d8\u00ff/ },
  png: { kind: 'image', magic: /^\u0089PNG/ },
};

export const upload = (world: World, kind: 'file' | 'image', name: string, bytes: Buffer): Answer => {
  const ending = endings[name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (ending?.kind !== kind || !ending.magic.test(bytes.subarray(0, 8).toString('latin1'))) return no(-201, 'file is invalid');
  if (bytes.length > (kind === 'file' ? 5 : 1) * 1024 * 1024) return no(-210, 'file is too big');
  const token = longId(world);
  world.uploads.set(token, { kind, name, bytes, until: world.now() + 7 * 24 * HOUR });
  return yes(kind === 'file' ? { token } : { attachment_id: token });
};
