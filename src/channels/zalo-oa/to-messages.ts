/**
 * Owns the meaning of an Official Account event in our words: one event in, our messages out. Pure; calls nothing and never throws.
 * Does not fetch files or answer anyone.
 */
import { clean } from '../../basics/index.js';
import type { Body, Message } from '../../messages/index.js';
import { type Attached, eventSchema, type OaEvent } from './event.js';

/** Largest file a person can send an Official Account; larger ones are told so. */
const downloadLimit = 20 * 1024 * 1024;

/** What marks a text as one of our buttons: Zalo brings a tap back as a text, with nothing that says so. */
export const TAP_MARK = '#';

/**
 * What one event came to. `ignored`: nothing to do; `what` is counted. `quarantined`: not what Zalo promises; `reason` names the field, never its value.
 *
 * `{"kind":"messages","messages":[{"channel":"zalo-oa","externalId":"96d3cdf3af150460909","chat":"2468458835296117922","body":{"kind":"text","text":"Xin chào"}}]}`
 */
export type Translated =
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'ignored'; readonly what: string }
  | { readonly kind: 'quarantined'; readonly reason: string };

export const toMessages = (event: unknown): Translated => {
  const read = eventSchema.safeParse(event);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { kind: 'quarantined', reason: `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'unreadable'}` };
  }
  const { data } = read;
  const name = data.event_name;
  // What the account itself said comes back to it; a person of the office writing in Zalo's own tool leaves their id.
  if (name.startsWith('oa_')) return { kind: 'ignored', what: data.sender?.admin_id === undefined ? 'echo' : 'echo_of_staff' };
  if (name.startsWith('user_send_group_') || name.includes('group')) return { kind: 'ignored', what: 'group' };
  if (name.startsWith('anonymous_')) return { kind: 'ignored', what: 'anonymous' };
  switch (name) {
    case 'follow':
    case 'user_click_chatnow':
      return one(data, { kind: 'start' });
    case 'unfollow':
      return one(data, { kind: 'blocked' });
    case 'user_withdraw':
      return one(data, data.message === undefined ? { kind: 'withdrawn' } : { kind: 'withdrawn', message: idOf(data) ?? '' });
    case 'user_submit_info':
      return one(data, infoBody(data));
    case 'user_send_text':
      return one(data, textBody(data.message?.text ?? ''));
    case 'user_send_link':
      return one(data, textBody(linkText(data)));
    case 'user_send_image':
    case 'user_send_file':
      return files(data);
    case 'user_send_audio':
      return one(data, { kind: 'unreadable', what: 'voice' });
    case 'user_send_video':
    case 'user_send_gif':
      return one(data, { kind: 'unreadable', what: 'video' });
    case 'user_send_sticker':
      return one(data, { kind: 'unreadable', what: 'sticker' });
    case 'user_send_location':
      return one(data, { kind: 'unreadable', what: 'location' });
    case 'user_send_business_card':
      return one(data, { kind: 'unreadable', what: 'contact' });
  }
  // A kind of message not invented yet is answered; any other event is Zalo's own bookkeeping.
  return name.startsWith('user_send_') ? one(data, { kind: 'unreadable', what: 'other' }) : { kind: 'ignored', what: 'other_event' };
};

const one = (event: OaEvent, body: Body): Translated => messages(event, [body]);

const messages = (event: OaEvent, bodies: readonly Body[]): Translated => {
  const chat = event.sender?.id ?? event.follower?.id ?? event.user_id;
  if (chat === undefined) return { kind: 'quarantined', reason: 'sender: missing' };
  const key = keyOf(event, chat);
  if (key === undefined) return { kind: 'quarantined', reason: 'timestamp: missing' };
  const at = event.timestamp === undefined ? undefined : instantOf(event.timestamp);
  return {
    kind: 'messages',
    messages: bodies.map((body, i) => ({ channel: 'zalo-oa', externalId: i === 0 ? key : `${key}:${i}`, chat, ...(at === undefined ? {} : { sentAt: at }), body })),
  };
};

const idOf = (event: OaEvent): string | undefined => event.message?.msg_id ?? event.message?.message_id;

/** A withdrawal names the message it takes back, so its own key must differ from that message's. */
const keyOf = (event: OaEvent, chat: string): string | undefined => {
  const id = idOf(event);
  if (id !== undefined && event.event_name.startsWith('user_send_')) return id;
  return event.timestamp === undefined ? undefined : `${event.event_name}:${chat}:${event.timestamp}${id === undefined ? '' : `:${id}`}`;
};

const instantOf = (stamp: string): string | undefined => {
  const at = new Date(Number(stamp));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

const textBody = (raw: string): Body => {
  const text = clean(raw);
  if (text === '') return { kind: 'unreadable', what: 'other' };
  const payload = /^#([a-z]\|\S{1,120})$/.exec(text)?.[1];
  if (payload !== undefined) return { kind: 'tap', payload };
  return /^\/?(?:start|batdau)$/i.test(text) ? { kind: 'start' } : { kind: 'text', text };
};

const linkText = (event: OaEvent): string => {
  const said = event.message?.text ?? '';
  const url = event.message?.attachments?.map(({ payload }) => payload?.url).find((address) => address !== undefined) ?? '';
  return [said, said.includes(url) ? '' : url].filter((part) => part !== '').join('\n');
};

/** Only their phone number is taken, written as people dial it; it is what the form asks for. */
const infoBody = ({ info }: OaEvent): Body => {
  const digits = (info?.phone ?? '').replace(/[^\d+]/g, '').replace(/^\+?84(?=\d{9}$)/, '0');
  return /^0\d{9}$/.test(digits) ? { kind: 'text', text: digits } : { kind: 'unreadable', what: 'contact' };
};

const files = (event: OaEvent): Translated => {
  const attached = event.message?.attachments ?? [];
  const caption = clean(event.message?.text ?? '');
  const group = idOf(event);
  const bodies = attached.map((one, i) => fileBody(one, i === 0 ? caption : '', attached.length > 1 ? group : undefined));
  return messages(event, bodies.length === 0 ? [{ kind: 'unreadable', what: 'other' }] : bodies);
};

const fileBody = ({ payload }: Attached, caption: string, group: string | undefined): Body => {
  if (payload?.url === undefined) return { kind: 'unreadable', what: 'other' };
  const size = Number(payload.size ?? Number.NaN);
  if (size > downloadLimit) return { kind: 'unreadable', what: 'too_big' };
  const name = clean(payload.name ?? '').slice(0, 255);
  const md5 = /^[0-9a-f]{32}$/i.test(payload.checksum ?? '') ? payload.checksum?.toLowerCase() : undefined;
  return {
    kind: 'file',
    file: {
      handle: md5 === undefined ? payload.url : `${payload.url.split('#')[0]}#md5=${md5}`,
      ...(name === '' ? {} : { name }),
      ...(Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
    },
    ...(caption === '' ? {} : { caption }),
    ...(group === undefined ? {} : { group }),
  };
};
