/** Owns the way a mail leaves: over SMTP, or into a file where no server is set. What it means for a hand-over is the caller's. */
import type { Instant } from '../../basics/index.js';
import type { SendOutcome } from '../../messages/index.js';
import type { Log } from '../log.js';
import { composed, isAddress } from './compose.js';
import { codeOf, keepEml } from './eml.js';
import { addressIn, type Mail } from './mail.js';
import { type MailLimits, sendBySmtp, usualMailLimits } from './smtp.js';

export type MailerTools = {
  /** `smtps://name:password@mail.example:465` or `smtp://…:587` (STARTTLS required away from this machine). Without it mails become files. */
  readonly smtpUrl?: string;
  /** `Đồng Hành <no-reply@donghanh.example>` */
  readonly from: string;
  /** Where mails are kept as files: `<state>/mail`. */
  readonly dir: string;
  readonly now: () => Instant;
  readonly log: Log;
  readonly limits?: Partial<MailLimits>;
};

export type Mailer = {
  /**
   * `sent` · `later` (4xx, no connection; `wholeChannel`: our own settings) · `refused` with `bounced`, `too_big` or `address_invalid` ·
   * `uncertain`: the message left and no answer came; a hand-over is then set aside, never repeated blindly. Throws for our own mistakes only.
   */
  readonly send: (mail: Mail) => Promise<SendOutcome>;
  readonly way: 'smtp' | 'files';
};

/** Throws for an address or a server no mail could leave by; the server's password is never in the error. */
export const openMailer = ({ smtpUrl, from, dir, now, log, limits }: MailerTools): Mailer => {
  const sender = addressIn(from);
  if (smtpUrl !== undefined && !(URL.canParse(smtpUrl) && /^smtps?:$/.test(new URL(smtpUrl).protocol)))
    throw new Error('SMTP_URL is no address of a mail server; write smtps://name:password@host:465, with special characters percent-encoded');
  return {
    way: smtpUrl === undefined ? 'files' : 'smtp',
    send: async (mail) => {
      if (!isAddress(mail.to)) return { kind: 'refused', code: 'address_invalid' };
      const message = await composed(mail, from, new Date(now()));
      if (smtpUrl === undefined) return keep(dir, mail.messageId, message, log);
      const { smtp, ...outcome } = await sendBySmtp(smtpUrl, { from: sender, to: mail.to, messageId: mail.messageId, message }, { ...usualMailLimits, ...limits });
      const facts = { mail: mail.messageId, outcome: outcome.kind, ...(smtp === undefined ? {} : { smtp }), ...('why' in outcome ? { why: outcome.why } : {}) };
      if (outcome.kind === 'sent') log.info(facts, 'mail handed to the server');
      else log.warn(facts, 'mail not handed over');
      return outcome;
    },
  };
};

const keep = async (dir: string, messageId: string, message: Buffer, log: Log): Promise<SendOutcome> => {
  try {
    return { kind: 'sent', providerId: await keepEml(dir, messageId, message) };
  } catch (error) {
    const why = codeOf(error);
    if (why === undefined) throw error;
    log.error({ mail: messageId, why }, 'the mail cannot be kept as a file: see the disk and the rights of the state folder');
    return { kind: 'later', afterSeconds: 60, why, wholeChannel: true };
  }
};
