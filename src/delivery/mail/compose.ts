/** Owns a mail as nodemailer takes it, the same bytes for SMTP and for the file. Refuses what would be our own mistake. */
import { createTransport } from 'nodemailer';
import type { Mail } from './mail.js';

/** The whole message as it goes over the wire. Throws for a file name that is not ASCII or has a path in it. */
export const composed = async (mail: Mail, from: string, date: Date): Promise<Buffer> => {
  for (const { name } of mail.attachments)
    if (!/^[\w.()-]+( [\w.()-]+)*$/.test(name)) throw new Error(`mail ${mail.messageId}: the file name «${name}» is not plain ASCII; make it from the reference`);
  const info = await createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true }).sendMail({
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    date,
    ...(mail.follows === undefined ? {} : { inReplyTo: mail.follows, references: mail.follows }),
    // No out-of-office answers to a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: mail.attachments.map(({ name, mime, bytes }) => ({ filename: name, contentType: mime, content: bytes, contentDisposition: 'attachment', encoding: 'base64' })),
  });
  if (!Buffer.isBuffer(info.message)) throw new Error(`mail ${mail.messageId}: composing gave no bytes`);
  return info.message;
};

/** One plain address; everything else could smuggle in a header or a second recipient. */
export const isAddress = (text: string): boolean => text.length <= 254 && /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\]+$/.test(text);
