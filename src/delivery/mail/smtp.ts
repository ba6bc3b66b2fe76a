/** Owns one mail over SMTP and what the server's answer, or its silence, means. Does not repeat: the caller does, by class. */
import { createTransport, type TransportConfig } from 'nodemailer';
import { z } from 'zod';
import type { SendOutcome } from '../../messages/index.js';

/** Seconds. `whole`: for one mail from the first byte to the last. */
export type MailLimits = { readonly connect: number; readonly greeting: number; readonly silence: number; readonly whole: number };
export const usualMailLimits: MailLimits = { connect: 15, greeting: 15, silence: 60, whole: 600 };

const greylisted = 300;
const misconfigured = 900;

/** A composed message and where it goes: plain addresses. */
export type Envelope = { readonly from: string; readonly to: string; readonly messageId: string; readonly message: Buffer };

/** A fresh connection for every mail: a reused one may die between two, and nobody could tell what was taken. */
export const sendBySmtp = async (smtpUrl: string, { from, to, messageId, message }: Envelope, limits: MailLimits): Promise<SendOutcome & { readonly smtp?: string }> => {
  const watch = watchBody();
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: needsTls(smtpUrl),
    connectionTimeout: limits.connect * 1000,
    greetingTimeout: limits.greeting * 1000,
    socketTimeout: limits.silence * 1000,
    dnsTimeout: limits.connect * 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
    transactionLog: true,
    logger: watch.logger,
  });
  try {
    const info = await transport.sendMail({
      raw: message,
      // The size lets a server refuse before twenty megabytes are sent.
      envelope: { from, to, size: message.length },
      signal: AbortSignal.timeout(limits.whole * 1000),
    });
    return { kind: 'sent', providerId: messageId, smtp: info.response.slice(0, 3) };
  } catch (error) {
    return meaningOf(failureSchema.parse(error), watch.begun());
  } finally {
    transport.close();
  }
};

/** Never in clear over a network, unless the operator's URL says so (`?ignoreTLS=true`, a relay in the same cabinet). */
export const needsTls = (smtpUrl: string): boolean => {
  const url = new URL(smtpUrl);
  const own = ['localhost', '127.0.0.1', '[::1]', '::1'].includes(url.hostname);
  return !own && url.searchParams.get('ignoreTLS') !== 'true' && url.searchParams.get('requireTLS') !== 'false';
};

const failureSchema = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
  message: z.string(),
});
type Failure = z.infer<typeof failureSchema>;

/** `begun`: the server had asked for the message, so it may have it. */
export const meaningOf = (failure: Failure, begun: boolean): SendOutcome & { readonly smtp?: string } => {
  const { responseCode, command, code } = failure;
  if (code === 'EMESSAGE' && responseCode === undefined && command === 'MAIL FROM') return { kind: 'refused', code: 'too_big' };
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'refused', code: 'address_invalid' };
  if (responseCode === undefined) {
    if (begun) return { kind: 'uncertain', why: code ?? 'no_answer' };
    const ours = code === 'ETLS' || code === 'EREQUIRETLS' || code === 'EAUTH' || code === 'ENOAUTH';
    return { kind: 'later', afterSeconds: ours ? misconfigured : 60, why: code ?? 'no_connection', ...(ours ? { wholeChannel: true } : {}) };
  }
  // The enhanced status (`5.1.1`) says why without repeating the address.
  const smtp = `${responseCode} ${/\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(failure.response ?? '')?.[0] ?? ''}`.trim();
  if (responseCode === 552) return { kind: 'refused', code: 'too_big', smtp };
  // Before the recipient is named nothing the server dislikes is the agency's doing: credentials, sender, our address on a list.
  if (command !== 'RCPT TO' && command !== 'DATA')
    return { kind: 'later', afterSeconds: responseCode >= 500 ? misconfigured : greylisted, why: `smtp_${responseCode}`, wholeChannel: true, smtp };
  if (responseCode >= 500) return { kind: 'refused', code: 'bounced', smtp };
  return { kind: 'later', afterSeconds: greylisted, why: `smtp_${responseCode}`, smtp };
};

type Logger = NonNullable<Extract<TransportConfig, { logger?: unknown }>['logger']>;

/** nodemailer reports a dropped connection alike before and after the message left; its own log of commands tells them apart. Nothing of it is kept. */
const watchBody = (): { readonly logger: Logger; readonly begun: () => boolean } => {
  let asked = false;
  let begun = false;
  const seen = (entry: unknown, line: unknown): void => {
    const who = entrySchema.safeParse(entry).data?.tnx;
    if (who === 'client' && line === 'DATA') asked = true;
    // 354 by the book; a few servers say 250, and with pipelining earlier answers come after our DATA: doubt is the safe side.
    if (who === 'server' && asked && /^[23]\d\d/.test(String(line))) begun = true;
  };
  const quiet = (): void => undefined;
  return { logger: { level: quiet, trace: quiet, debug: seen, info: quiet, warn: quiet, error: quiet, fatal: quiet }, begun: () => begun };
};
const entrySchema = z.object({ tnx: z.string().optional() });
