/** Owns what a mail is and how the parts of one dossier become numbered mails. Neither sends nor writes the words. */

export type MailPart = { readonly name: string; readonly mime: string; readonly bytes: Buffer };

export type Mail = {
  /** One plain address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** File names are ASCII: some agencies' systems show nothing else. */
  readonly attachments: readonly MailPart[];
  /** Follows from the hand-over, so that a repeat is recognised as one. */
  readonly messageId: string;
  /** The first mail of the same hand-over. */
  readonly follows?: string;
};

/** `<h7Qd.1@donghanh.example>`: the same hand-over and part always give the same. `from` may carry a name. */
export const mailMessageId = (handover: string, from: string, part = 1): string => {
  if (!/^[\w-]{1,100}$/.test(handover)) throw new Error(`no Message-ID for hand-over ${handover}: its id must be url-safe`);
  return `<${handover}.${part}@${addressIn(from).split('@')[1]}>`;
};

/** `Đồng Hành <no-reply@donghanh.example>` → `no-reply@donghanh.example`. */
export const addressIn = (from: string): string => {
  const address = /([^\s<>@]+@[^\s<>@]+?)>?\s*$/.exec(from)?.[1];
  if (address === undefined) throw new Error(`MAIL_FROM «${from}» has no address; write it like «Đồng Hành <no-reply@donghanh.example>»`);
  return address;
};

type Letter = { readonly to: string; readonly subject: string; readonly text: string; readonly handover: string; readonly from: string };

/** One mail per part, numbered `(1/3)` when there are several; without parts one mail whose text carries the link. */
export const mailsOf = (letter: Letter, parts: readonly (readonly MailPart[])[]): readonly Mail[] => {
  const list = parts.length === 0 ? [[]] : parts;
  const first = mailMessageId(letter.handover, letter.from);
  return list.map((attachments, i) => ({
    to: letter.to,
    subject: list.length === 1 ? letter.subject : `${letter.subject} (${i + 1}/${list.length})`,
    text: letter.text,
    attachments,
    messageId: mailMessageId(letter.handover, letter.from, i + 1),
    ...(i === 0 ? {} : { follows: first }),
  }));
};
