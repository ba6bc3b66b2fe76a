/** Owns the shape of an outbox row's payload: one piece that a channel sends in one call, as it was or will be shown. */
import { z } from 'zod';

/** `{"text":"Anh/chị nhận văn bản ngày nào?","choices":[{"label":"Không nhớ","payload":"a:7Qd:unknown"}],"asks":true}` */
export const pieceSchema = z.object({
  text: z.string(),
  choices: z.array(z.object({ label: z.string(), payload: z.string() })).default([]),
  attachment: z.object({ fileId: z.string(), name: z.string(), mime: z.string(), url: z.string() }).optional(),
  /** It waits for an answer: an older one is not sent once a newer one waits. Notices have none. */
  asks: z.boolean().default(false),
});
export type Piece = z.infer<typeof pieceSchema>;

/** Undefined for a payload nobody can send any more. */
export const readPiece = (payload: string): Piece | undefined => {
  try {
    const read = pieceSchema.safeParse(JSON.parse(payload));
    return read.success ? read.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** The piece with its file as a link, for a channel that does not take the file. */
export const asLink = ({ attachment, ...piece }: Piece): Piece => (attachment === undefined ? piece : { ...piece, text: withLink(piece.text, attachment.url) });

export const withLink = (text: string, url: string): string => (text.includes(url) ? text : [text, url].filter((part) => part !== '').join('\n'));
