/** Owns how a reply becomes pieces that a channel can send in one call each. Pure. Does not know when they go or what they mean. */
import { splitText } from '../basics/index.js';
import { type Capabilities, type Reply, withoutButtons } from '../messages/index.js';
import { type Piece, withLink } from './piece.js';

const usualCaption = 1024;

export type Spoken = { readonly reply: Reply; readonly pieces: readonly Piece[] };

/**
 * A turn's replies as pieces. Where the channel merges, words that follow each other share a piece while they fit; it is named after the last of them,
 * and is a question only when all of them are, so that a telling is never dropped with an old question.
 */
export const spoken = (replies: readonly Reply[], can: Capabilities): readonly Spoken[] => {
  const all = replies.map((reply) => ({ reply, pieces: piecesOf(reply, can) }));
  if (can.merges !== true) return all;
  const merged: Spoken[] = [];
  for (const { reply, pieces } of all) {
    const [first, ...rest] = pieces;
    const before = merged.at(-1);
    const last = before?.pieces.at(-1);
    const joined = last === undefined || first === undefined ? undefined : joinedPiece(last, first, can);
    if (before === undefined || joined === undefined || before.reply.class !== reply.class) {
      merged.push({ reply, pieces });
      continue;
    }
    merged[merged.length - 1] = { reply, pieces: [...before.pieces.slice(0, -1), joined, ...rest] };
  }
  return merged;
};

const joinedPiece = (a: Piece, b: Piece, can: Capabilities): Piece | undefined => {
  const text = `${a.text}\n\n${b.text}`;
  if (a.attachment !== undefined || b.attachment !== undefined || a.choices.length > 0 || text.length > can.textLimit) return undefined;
  return { text, choices: b.choices, asks: a.asks && b.asks };
};

/** At least one piece, in order; the choices are on the last one with words. Throws for a reply that says nothing. */
export const piecesOf = (reply: Reply, can: Capabilities): readonly Piece[] => {
  const said = can.buttons && can.numbered !== true ? reply.text : withoutButtons(reply);
  const choices = can.buttons ? [...(reply.choices ?? [])] : [];
  // Only a question has choices or words for channels without them.
  const asks = reply.choices !== undefined || reply.plain !== undefined;
  const { attachment } = reply;
  if (said.trim() === '' && attachment === undefined) throw new Error(`the reply ${reply.tag} says nothing; give it its words`);

  if (attachment === undefined) return texts(said, can, choices, asks);
  if (!can.filesOut && !(can.picturesOut === true && attachment.mime.startsWith('image/'))) return texts(withLink(said, attachment.url), can, choices, asks);
  if (fitsBeside(said, attachment.url, can)) return [{ text: said, choices, attachment, asks }];
  return [{ text: '', choices: [], attachment, asks }, ...texts(said, can, choices, asks)];
};

/** The words must fit beside the file and, should the file be refused later, beside its link. */
const fitsBeside = (text: string, url: string, can: Capabilities): boolean =>
  text.length <= (can.captionLimit ?? Math.min(can.textLimit, usualCaption)) && withLink(text, url).length <= can.textLimit;

const texts = (text: string, can: Capabilities, choices: Piece['choices'], asks: boolean): readonly Piece[] => {
  const parts = splitText(text, can.textLimit);
  return parts.map((part, i) => ({ text: part, choices: i === parts.length - 1 ? choices : [], asks }));
};
