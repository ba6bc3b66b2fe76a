/** Owns what the desk's pages need beyond what every page has. */
import type { DeskTools } from '../../desk/index.js';
import type { Readable } from 'node:stream';
import type { Result } from '../../basics/index.js';
import type { Attachment, Channel } from '../../messages/index.js';

export type DeskParts = {
  readonly tools: DeskTools;
  /** Keeps a file an officer sends and gives it an address the person can open; refuses as the chat does. */
  readonly handOut: (conversation: string, name: string, bytes: Readable) => Promise<Result<Attachment>>;
  /** Shows the person that somebody is writing, where the channel can; never fails. */
  readonly typing: (channel: Channel, chat: string) => void;
};
