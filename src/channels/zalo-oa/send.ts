/**
 * Owns how one parcel becomes calls of the Official Account API, and the guards of Zalo's limits. Whether it may go at all is `rules.ts`. Does not
 * split, queue or retry: `delivery` does.
 */
import { z } from 'zod';
import type { Capabilities, Choice, Parcel, SendOutcome } from '../../messages/index.js';
import { type Api, type Called, type Failure, outcomeOf } from './api.js';
import { filled, type Heard, leaveFor, type Rules, type Spent } from './rules.js';
import { TAP_MARK } from './to-messages.js';

const textLimit = 2_000;
const BUTTONS = 5;
const TITLE = 100;
const PAYLOAD = 1_000;
const PICTURE_BYTES = 1024 * 1024;

/** What an Official Account can do: buttons (on phones), PDF and Word out up to 5 MB, a file never beside words. */
export const capabilitiesFor = (rules: Rules): Capabilities => ({
  buttons: rules.buttons,
  numbered: true,
  merges: true,
  filesIn: true,
  filesOut: true,
  textLimit,
  fileLimit: 5 * 1024 * 1024,
  captionLimit: 0,
  pushWindow: rules.freeHours * 3600,
});

export type SendTools = {
  readonly api: Api;
  readonly rules: Rules;
  readonly heard: (chat: string) => Heard;
  readonly spent: () => Spent;
  /** Notes that something that costs money went out. */
  readonly spend: (what: 'billed' | 'templates') => Promise<void>;
  /** Said beneath the last free message: the person must write for more. */
  readonly writeForMore: string;
  readonly publicUrl: string;
  readonly now: () => number;
};

/** Sends one parcel. Throws only for our own mistakes: a button without a label. */
export const sendParcel = async (tools: SendTools, parcel: Parcel): Promise<SendOutcome> => {
  const { api, rules } = tools;
  const refusal = guard(parcel);
  if (refusal) return refusal;
  const leave = leaveFor(rules, tools.heard(parcel.chat), tools.spent(), parcel.tag ?? '', tools.now());
  switch (leave.kind) {
    case 'wait':
      return { kind: 'later', afterSeconds: 60, why: leave.why, untilTheyWrite: true };
    case 'template': {
      const fields = filled(leave.template, parcel.text === '' ? (parcel.attachment?.url ?? '') : parcel.text, tools.publicUrl);
      const came = sent(await api.post('/v3.0/oa/message/template', { user_id: parcel.chat, template_id: leave.template.templateId, template_data: fields }));
      if (came.kind === 'sent') await tools.spend('templates');
      return came;
    }
    case 'free':
    case 'billed': {
      const last = leave.kind === 'free' && leave.last && parcel.text.length + tools.writeForMore.length + 2 <= textLimit;
      const came = await deliver(tools, last && parcel.attachment === undefined ? { ...parcel, text: `${parcel.text}\n\n${tools.writeForMore}` } : parcel);
      // Counted also when in doubt: the bill would come.
      if (leave.kind === 'billed' && (came.kind === 'sent' || came.kind === 'uncertain')) await tools.spend('billed');
      return came;
    }
  }
};

const deliver = async ({ api, rules }: SendTools, parcel: Parcel): Promise<SendOutcome> => {
  if (parcel.attachment !== undefined) return deliverFile(api, parcel, parcel.attachment);
  const buttons = buttonsOf(parcel.choices, rules);
  if (buttons === undefined) return say(api, parcel.chat, { text: parcel.text });
  const payload = { ...(rules.nameButtonTemplate ? { template_type: 'button' } : {}), buttons };
  const came = await tell(api, parcel.chat, { text: parcel.text, attachment: { type: 'template', payload } });
  // The choices stand in the text as well: refused buttons were not shown, so nothing repeats.
  if (!came.ok && isUnfit(came.failure)) return say(api, parcel.chat, { text: parcel.text });
  return sent(came);
};

const deliverFile = async (api: Api, { chat }: Parcel, file: NonNullable<Parcel['attachment']>): Promise<SendOutcome> => {
  const kind = uploadFor(file.mime);
  if (kind === undefined) return { kind: 'refused', code: 'file_type' };
  const bytes = await file.bytes();
  if (bytes.length === 0) return { kind: 'refused', code: 'file_empty' };
  if (kind.path === 'image' && bytes.length > PICTURE_BYTES) return { kind: 'refused', code: 'file_too_big' };
  const up = await api.upload(`/v2.0/oa/upload/${kind.path}`, asciiName(file.name, kind.ending), bytes, file.mime);
  if (!up.ok) return beforeShown(up.failure);
  const token = z.object({ token: z.string().optional(), attachment_id: z.string().optional() }).safeParse(up.data);
  if (kind.path === 'file') {
    if (token.data?.token === undefined) return { kind: 'refused', code: 'file_not_taken' };
    return say(api, chat, { attachment: { type: 'file', payload: { token: token.data.token } } });
  }
  if (token.data?.attachment_id === undefined) return { kind: 'refused', code: 'file_not_taken' };
  const elements = [{ media_type: 'image', attachment_id: token.data.attachment_id }];
  return say(api, chat, { attachment: { type: 'template', payload: { template_type: 'media', elements } } });
};

/** A failed upload showed nothing to anybody: it can be tried again even when its answer was lost. */
const beforeShown = (failure: Failure): SendOutcome => {
  const outcome = outcomeOf(failure);
  return outcome.kind === 'uncertain' ? { kind: 'later', afterSeconds: 10, why: outcome.why } : outcome;
};

const tell = (api: Api, chat: string, message: object): Promise<Called> => api.post('/v3.0/oa/message/cs', { recipient: { user_id: chat }, message });
const say = async (api: Api, chat: string, message: object): Promise<SendOutcome> => sent(await tell(api, chat, message));

const sentSchema = z.object({ message_id: z.coerce.string().optional(), msg_id: z.coerce.string().optional() });
const sent = (came: Called): SendOutcome => {
  if (!came.ok) return outcomeOf(came.failure);
  const read = sentSchema.safeParse(came.data).data;
  const providerId = read?.message_id ?? read?.msg_id;
  return { kind: 'sent', ...(providerId === undefined ? {} : { providerId }) };
};

/** Codes that mean the shape was not liked: -201 a field, -233 the type, -210 a limit. */
const isUnfit = (failure: Failure): boolean => failure.kind === 'told' && [-201, -210, -233].includes(failure.code);

const guard = (parcel: Parcel): SendOutcome | undefined => {
  if (parcel.text.length > textLimit) return { kind: 'refused', code: 'text_too_long' };
  if (parcel.attachment !== undefined && parcel.text !== '') return { kind: 'refused', code: 'text_beside_file' };
  if (parcel.attachment === undefined && parcel.text.trim() === '') return { kind: 'refused', code: 'text_empty' };
  return undefined;
};

type Button = { readonly title: string; readonly type: string; readonly payload: string };
/** Undefined when the choices do not fit into buttons: the text has them as numbers. */
const buttonsOf = (choices: readonly Choice[], rules: Pick<Rules, 'buttons' | 'tap'>): readonly Button[] | undefined => {
  if (!rules.buttons || choices.length === 0 || choices.length > BUTTONS) return undefined;
  for (const { label } of choices) if (label.trim() === '') throw new Error('zalo-oa: a button has no label; give the choice its words');
  const buttons = choices.map(({ label, payload }) => ({ title: label, type: `oa.query.${rules.tap}`, payload: `${TAP_MARK}${payload}` }));
  return buttons.every(({ title, payload }) => title.length <= TITLE && payload.length <= PAYLOAD) ? buttons : undefined;
};

/** Where a file is uploaded and what its name must end in: Zalo reads the kind from the name. */
const uploadFor = (mime: string): { readonly path: 'file' | 'image'; readonly ending: string } | undefined => {
  switch (mime) {
    case 'application/pdf':
      return { path: 'file', ending: 'pdf' };
    case 'application/msword':
      return { path: 'file', ending: 'doc' };
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return { path: 'file', ending: 'docx' };
    case 'image/jpeg':
      return { path: 'image', ending: 'jpg' };
    case 'image/png':
      return { path: 'image', ending: 'png' };
    default:
      return undefined;
  }
};

/** Letters of the alphabet without marks: whether Zalo keeps others is not known. `'Hồ sơ bồi thường.pdf'` → `'Ho-so-boi-thuong.pdf'` */
const asciiName = (name: string, ending: string): string => {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/[ĐÐ]/g, 'D')
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${plain === '' ? 'ho-so' : plain}.${ending}`;
};
