/**
 * Owns the shapes that travel between channels and the conversation: a `Message` in, a `Reply` out. Knows no platform and no law.
 *
 * A message:
 * `{"channel":"telegram","externalId":"904512","chat":"5501","sentAt":"2026-11-22T03:00:00.000Z","body":{"kind":"text","text":"toi bi bat oan"}}`
 */
import { z } from 'zod';

export const channels = ['web', 'terminal', 'telegram', 'zalo-oa', 'zalo-bot', 'system'] as const;
export type Channel = (typeof channels)[number];

/** A file as a channel announces it, before its bytes are fetched. `handle` is the channel's own name for the bytes. */
const announcedFileSchema = z.object({
  handle: z.string(),
  /** As the sender called it; untrusted. */
  name: z.string().optional(),
  size: z.number().int().nonnegative().optional(),
});
export type AnnouncedFile = z.infer<typeof announcedFileSchema>;

export const bodySchema = z.discriminatedUnion('kind', [
  /** What a person typed. `replaces`: external id or `messageId` of the message this edit replaces. */
  z.object({ kind: z.literal('text'), text: z.string(), replaces: z.string().optional() }),
  /** A button, as the payload we issued it with. Untrusted: re-validated on arrival. */
  z.object({ kind: z.literal('tap'), payload: z.string() }),
  /** A photo or document to fetch. `group`: the album it belongs to. `paper`: which paper of the checklist it was asked for, where the way in says so. */
  z.object({ kind: z.literal('file'), file: announcedFileSchema, caption: z.string().optional(), group: z.string().optional(), paper: z.string().optional() }),
  /** Something we cannot read; answered, never silent. */
  z.object({ kind: z.literal('unreadable'), what: z.enum(['voice', 'video', 'sticker', 'location', 'contact', 'poll', 'too_big', 'document', 'other']) }),
  /** The chat was opened; `parameter` from a deep link. */
  z.object({ kind: z.literal('start'), parameter: z.string().optional() }),
  z.object({ kind: z.literal('blocked') }),
  /** The platform tells that the person takes back what they sent: one message (its `externalId`), or everything. Erasing it is a duty. */
  z.object({ kind: z.literal('withdrawn'), message: z.string().optional() }),
  z.object({ kind: z.literal('unblocked') }),
  /** From ourselves (channel `system`): a chore ended or a timer fell due. */
  z.object({ kind: z.literal('notice'), what: z.string(), about: z.string(), detail: z.record(z.string(), z.unknown()).optional() }),
]);
export type Body = z.infer<typeof bodySchema>;

export const messageSchema = z.object({
  channel: z.enum(channels),
  /** Unique per channel for ever: Telegram's update id, Zalo's msg id, the web page's own id. The same twice is one turn. */
  externalId: z.string().min(1).max(200),
  /** The channel's name for the private chat, a string even where the platform sends a number. */
  chat: z.string().min(1).max(200),
  /** The channel's own name for the message where it differs from `externalId`, unique within the chat; what a later edit names in `replaces`. */
  messageId: z.string().max(200).optional(),
  /** Two-letter hint from the client, never trusted as the person's choice. */
  languageHint: z.string().max(20).optional(),
  sentAt: z.string().optional(),
  body: bodySchema,
});
export type Message = z.infer<typeof messageSchema>;

export type Choice = {
  /** At most 20 characters looks right on a phone; longer is allowed. */
  readonly label: string;
  /** At most 64 bytes (Telegram). */
  readonly payload: string;
};

/** A link or a stored file to hand out. `fileId` names bytes in the evidence store; `url` is the signed link that always works. */
export type Attachment = { readonly fileId: string; readonly name: string; readonly mime: string; readonly url: string };

/**
 * What the conversation says. Every choice also works as numbered text: channels without buttons get `withoutButtons(reply)`.
 *
 * `{"text":"Anh/chị nhận văn bản ngày nào?","tag":"document_received_on","choices":[{"label":"Không nhớ","payload":"a:7Qd:unknown"}]}`
 */
export type Reply = {
  readonly text: string;
  /** The question or locale key that spoke, for transcripts and the console. */
  readonly tag: string;
  readonly choices?: readonly Choice[];
  /** The whole text where there are no buttons; without it the choices are numbered beneath `text`. */
  readonly plain?: string;
  readonly attachment?: Attachment;
  /** `once`: never repeated when delivery is in doubt, parked for an officer instead. Default `repeatable`. */
  readonly class?: 'repeatable' | 'once';
};

/** What a channel can do; `delivery` degrades to it. */
export type Capabilities = {
  readonly buttons: boolean;
  readonly filesIn: boolean;
  readonly filesOut: boolean;
  /** Longest text in UTF-16 units. */
  readonly textLimit: number;
  /** Largest file the channel takes natively, in bytes. */
  readonly fileLimit: number;
  /** Longest text beside a file, in UTF-16 units; 0: a file goes alone. Without it 1024, or `textLimit` where that is less. */
  readonly captionLimit?: number;
  /** Buttons do not show on every device: the text has the choices as numbers too. */
  readonly numbered?: boolean;
  /** What one turn says goes out in as few messages as it fits. */
  readonly merges?: boolean;
  /** Seconds after the person's last word in which a message goes out freely; a while before the end they are told how news will reach them. */
  readonly pushWindow?: number;
  /** `false`: a send in doubt is never repeated, an officer looks at it instead. */
  readonly repeats?: boolean;
  /** Pictures go out natively although other files do not. */
  readonly picturesOut?: boolean;
};

/** The outcome of one send. `uncertain`: the bytes left us, no answer came back. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly providerId?: string }
  | {
      readonly kind: 'later';
      readonly afterSeconds: number;
      readonly why: string;
      readonly wholeChannel?: boolean /** Waits until the person writes again; an officer is told. */;
      readonly untilTheyWrite?: boolean;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly stopChat?: boolean }
  | { readonly kind: 'uncertain'; readonly why: string };

/** Stores messages durably, each once; resolves after the commit, and only then may the platform be acknowledged. */
export type Receive = (messages: readonly Message[]) => Promise<void>;

/** One piece that a channel sends in one call. */
export type Parcel = {
  readonly chat: string;
  /** The question or locale key that speaks, for channels with approved templates. */
  readonly tag?: string;
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly attachment?: Attachment & { readonly bytes: () => Promise<Buffer> };
};

/** A way in and out. `start` begins polling where the channel polls; webhooks are routes of `src/web`. */
export type ChannelPort = {
  readonly channel: Channel;
  readonly capabilities: Capabilities;
  readonly send: (parcel: Parcel) => Promise<SendOutcome>;
  /** Bytes of a file announced in a message, at most `limit` bytes. */
  readonly fetch?: (file: AnnouncedFile, limit: number) => Promise<Buffer>;
  /** Shows the person for a few seconds that somebody is writing; where it fails nothing is lost. */
  readonly typing?: (chat: string) => Promise<void>;
  readonly start?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
};

/** A reply as a channel without buttons says it. */
export const withoutButtons = (reply: Pick<Reply, 'text' | 'plain' | 'choices'>): string =>
  reply.plain ?? [reply.text, (reply.choices ?? []).map((choice, i) => `${i + 1}. ${choice.label}`).join('\n')].filter((part) => part !== '').join('\n\n');
