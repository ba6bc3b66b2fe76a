/** Owns how a reply becomes pieces that a channel can send in one call each. Pure. Does not know when they go or what they mean. */
import { splitText } from '../basics/index.js';
import { type Capabilities, type Reply, withoutButtons } from '../messages/index.js';
import { type Piece, withLink } from './piece.js';

const usualCaption = 1024;

/** At least one piece, in order; the choices are on the last one with words. Throws for a reply that says nothing. */
export const piecesOf = (reply: Reply, can: Capabilities): readonly Piece[] => {
  const said = can.buttons ? reply.text : withoutButtons(reply);
  const choices = can.buttons ? [...(reply.choices ?? [])] : [];
  // Only a question has choices or words for channels without them.
  const asks = reply.choices !== undefined || reply.plain !== undefined;
  const { attachment } = reply;
  if (said.trim() === '' && attachment === undefined) throw new Error(`the reply ${reply.tag} says nothing; give it its words`);

  if (attachment === undefined) return texts(said, can, choices, asks);
  if (!can.filesOut) return texts(withLink(said, attachment.url), can, choices, asks);
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
