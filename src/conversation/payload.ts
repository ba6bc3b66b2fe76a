/**
 * Owns what a button carries, at most 64 bytes: which talk, which question, which version of the flow, which option. Untrusted
 * when it comes back: an old or foreign tap is recognised and answered politely.
 */
import { sha256 } from '../basics/index.js';

export type Tap =
  | { readonly kind: 'answer'; readonly talk: string; readonly flow: string; readonly question: string; readonly option: string }
  | { readonly kind: 'command'; readonly talk: string; readonly command: string }
  | { readonly kind: 'change'; readonly talk: string; readonly question: string };

/** An option inside a payload: its own name, or six characters of it when the name is long. */
export const optionToken = (option: string): string => (option.length <= 36 ? option : `~${short(option)}`);

/** Six characters that name a key or a talk inside a payload. */
export const short = (text: string): string => sha256(text).slice(0, 6);

export const answerTap = (talk: string, flow: string, key: string, option: string): string => bounded(`a|${short(talk)}|${flow}|${short(key)}|${optionToken(option)}`);
export const commandTap = (talk: string, command: string): string => bounded(`c|${short(talk)}|${command}`);
export const changeTap = (talk: string, key: string): string => bounded(`e|${short(talk)}|${short(key)}`);

const bounded = (payload: string): string => {
  if (Buffer.byteLength(payload) > 64) throw new Error(`the button payload ${payload} has more than 64 bytes; shorten the option's name`);
  return payload;
};

/** What a payload says, or undefined when we never issued such a thing. */
export const readTap = (payload: string): Tap | undefined => {
  const [kind, talk, a, b, option, ...rest] = payload.split('|');
  if (talk === undefined || a === undefined || rest.length > 0) return undefined;
  if (kind === 'a' && b !== undefined && option !== undefined) return { kind: 'answer', talk, flow: a, question: b, option };
  if (kind === 'c' && b === undefined) return { kind: 'command', talk, command: a };
  if (kind === 'e' && b === undefined) return { kind: 'change', talk, question: a };
  return undefined;
};
