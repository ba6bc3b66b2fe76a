/** Owns a mail as nodemailer takes it, the same for SMTP and for the file. Refuses what would be our own mistake. */
import { createTransport } from 'nodemailer';
import type { Mail } from './mail.js';

export type MessageFields = ReturnType<typeof fieldsOf>;

/** Throws for a file name that is not ASCII or has a path in it. */
export const fieldsOf = (mail: Mail, from: string, date: Date) => {
  for (const { name } of mail.attachments)
    if (!/^[\w.()-]+( [\w.()-]+)*$/.test(name)) throw new Error(`mail ${mail.messageId}: the file name «${name}» is not plain ASCII; make it from the reference`);
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    date,
    ...(mail.follows === undefined ? {} : { inReplyTo: mail.follows, references: mail.follows }),
    // No out-of-office answers to a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: mail.attachments.map(({ name, mime, bytes }) => ({ filename: name, contentType: mime, content: bytes, contentDisposition: 'attachment' as const, encoding: 'base64' as const })),
  };
};

/** The whole message as it would go over the wire. */
export const composed = async (fields: MessageFields): Promise<Buffer> => {
  const info = await createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true }).sendMail(fields);
  if (!Buffer.isBuffer(info.message)) throw new Error(`mail ${fields.messageId}: composing gave no bytes`);
  return info.message;
};

/** One plain address; everything else could smuggle in a header or a second recipient. */
export const isAddress = (text: string): boolean => text.length <= 254 && /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\]+$/.test(text);
