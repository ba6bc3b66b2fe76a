/** Agency mail over a real SMTP server, read back by a mail reader: every way a server can answer, and every way it can fall silent. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slowness } from '../kit/bot-process.js';
import { type Mail, mailMessageId, mailsOf, openMailer } from '../../src/delivery/index.js';

const from = 'Đồng Hành <khong-tra-loi@donghanh.example>';
const now = () => '2026-11-22T03:00:00.000Z';
const pdf = { name: 'DH-2026-000123.pdf', mime: 'application/pdf', bytes: Buffer.concat([Buffer.from('%PDF-1.7\r\n.\r\n..\n\r\n'), randomBytes(300_000)]) };
const json = { name: 'DH-2026-000123.json', mime: 'application/json', bytes: Buffer.from(JSON.stringify({ claimant: 'Nguyễn Thị Ánh Tuyết' })) };
const mail: Mail = {
  to: 'tiepnhan@sotuphap.example',
  subject: '[DH-2026-000123] Hồ sơ yêu cầu bồi thường của bà Nguyễn Thị Ánh Tuyết',
  text: 'Kính gửi Sở Tư pháp,\n\nĐồng Hành xin chuyển bản điện tử của hồ sơ yêu cầu bồi thường.\n.\nTrân trọng.',
  attachments: [pdf, json],
  messageId: mailMessageId('h7Qd', from),
};

let dir: string;
const closers: (() => Promise<void> | void)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'dh-mail-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(dir, { recursive: true, force: true });
});

const answer = (responseCode: number, text = 'no'): Error => Object.assign(new Error(text), { responseCode });
const serve = (options: SMTPServerOptions): Promise<{ port: number; messages: Buffer[] }> =>
  new Promise((resolve) => {
    const messages: Buffer[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 10,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          messages.push(Buffer.concat(chunks));
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1', () => {
      const address = server.server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve({ port: address.port, messages });
    });
    closers.push(() => new Promise((closed) => server.close(() => closed())));
  });

type Line = { readonly fields: Readonly<Record<string, unknown>>; readonly text: string };
/** A machine that others slow answers late. */
const slow = Math.ceil(slowness());
const mailer = (port: number | undefined, lines: Line[] = [], user = '') => {
  const write = (fields: Readonly<Record<string, unknown>>, text: string): void => void lines.push({ fields, text });
  return openMailer({
    ...(port === undefined ? {} : { smtpUrl: `smtp://${user}127.0.0.1:${port}` }),
    from,
    dir: join(dir, 'mail'),
    now,
    log: { info: write, warn: write, error: write },
    limits: { connect: 1 * slow, greeting: 1 * slow, silence: 0.4 * slow, whole: 5 * slow },
  });
};

const readBack = async (bytes: Buffer | undefined) => {
  const read = await simpleParser(bytes ?? Buffer.alloc(0));
  return {
    subject: read.subject,
    messageId: read.messageId,
    from: read.from?.text,
    to: Array.isArray(read.to) ? undefined : read.to?.text,
    date: read.date?.toISOString(),
    text: read.text?.trim(),
    automatic: read.headers.get('auto-submitted'),
    files: read.attachments.map(({ filename, contentType, content }) => ({ name: filename, mime: contentType, bytes: content })),
  };
};
const expected = {
  subject: mail.subject,
  messageId: mail.messageId,
  from: '"Đồng Hành" <khong-tra-loi@donghanh.example>',
  to: mail.to,
  date: now(),
  text: mail.text,
  automatic: 'auto-generated',
};

describe('over SMTP', () => {
  it('arrives with its names in Vietnamese and its files byte for byte', async () => {
    const { port, messages } = await serve({});
    expect(await mailer(port).send(mail)).toEqual({ kind: 'sent', providerId: mail.messageId });
    const { files, ...rest } = await readBack(messages[0]);
    expect(rest).toEqual(expected);
    expect(files.map(({ name, mime }) => [name, mime])).toEqual([
      [pdf.name, pdf.mime],
      [json.name, json.mime],
    ]);
    expect(files.map(({ bytes }, i) => bytes.equals([pdf, json][i]?.bytes ?? Buffer.alloc(0)))).toEqual([true, true]);
  });

  it('numbers several mails of one dossier', async () => {
    const { port, messages } = await serve({});
    const mails = mailsOf({ to: mail.to, subject: mail.subject, text: mail.text, handover: 'h7Qd', from }, [[pdf], [json]]);
    for (const one of mails) expect((await mailer(port).send(one)).kind).toBe('sent');
    const second = await simpleParser(messages[1] ?? '');
    expect(second.subject).toBe(`${mail.subject} (2/2)`);
    expect(second.inReplyTo).toBe(mails[0]?.messageId);
    expect(second.attachments.map(({ filename }) => filename)).toEqual([json.name]);
  });

  it('logs in where the server asks for it, and calls a wrong password our own mistake', async () => {
    const { port } = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => (password === 'đúng' ? done(null, { user: 'a' }) : done(answer(535))),
    });
    expect((await mailer(port, [], `a:${encodeURIComponent('đúng')}@`).send(mail)).kind).toBe('sent');
    expect(await mailer(port, [], 'a:sai@').send(mail)).toEqual({ kind: 'later', afterSeconds: 900, why: 'smtp_535', wholeChannel: true });
  });

  it.each([
    ['451 at the recipient', { onRcptTo: (_: unknown, __: unknown, done: (error?: Error) => void) => done(answer(451)) }, { kind: 'later', afterSeconds: 300, why: 'smtp_451' }],
    ['550 at the recipient', { onRcptTo: (_: unknown, __: unknown, done: (error?: Error) => void) => done(answer(550)) }, { kind: 'refused', code: 'bounced' }],
    [
      '553 at our sender',
      { onMailFrom: (_: unknown, __: unknown, done: (error?: Error) => void) => done(answer(553)) },
      { kind: 'later', afterSeconds: 900, why: 'smtp_553', wholeChannel: true },
    ],
    ['421 at the door', { onConnect: (_: unknown, done: (error?: Error) => void) => done(answer(421)) }, { kind: 'later', afterSeconds: 300, why: 'smtp_421', wholeChannel: true }],
    ['a size limit', { size: 1000 }, { kind: 'refused', code: 'too_big' }],
  ] as const)('%s', async (_, options, outcome) => {
    const { port, messages } = await serve(options as SMTPServerOptions);
    expect(await mailer(port).send(mail)).toEqual(outcome);
    expect(messages).toEqual([]);
  });

  it.each([
    [451, { kind: 'later', afterSeconds: 300, why: 'smtp_451' }],
    [554, { kind: 'refused', code: 'bounced' }],
    [552, { kind: 'refused', code: 'too_big' }],
  ])('%i after the message', async (code, outcome) => {
    const { port } = await serve({ onData: (stream, _session, done) => void stream.on('data', () => undefined).on('end', () => done(answer(code))) });
    expect(await mailer(port).send(mail)).toEqual(outcome);
  });

  it('nobody listening is «later»', async () => {
    const { port } = await serve({});
    await closers.pop()?.();
    expect(await mailer(port).send(mail)).toMatchObject({ kind: 'later', afterSeconds: 60 });
  });

  it('writes neither address, names nor words into the log', async () => {
    const { port } = await serve({ onRcptTo: (address, _session, done) => done(answer(550, `5.1.1 <${address.address}> unknown`)) });
    const lines: Line[] = [];
    await mailer(port, lines).send(mail);
    expect(lines).toEqual([{ fields: { mail: mail.messageId, outcome: 'refused', smtp: '550 5.1.1' }, text: 'mail not handed over' }]);
  });
});

/** A server that talks line by line as told and may hang up or fall silent. */
const rawServer = (onLine: (line: string, say: (text: string) => void, hangUp: () => void) => void, greet = true): Promise<number> =>
  new Promise((resolve) => {
    const sockets = new Set<{ destroy: () => unknown }>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      if (greet) socket.write('220 mail.example ready\r\n');
      let rest = '';
      socket.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString('latin1')).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
          onLine(
            line,
            (text) => socket.write(`${text}\r\n`),
            () => socket.destroy(),
          );
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve(address.port);
    });
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
  });

describe('when the line breaks', () => {
  const talk = (at: 'RCPT' | 'DATA' | 'body' | 'end', how: 'drop' | 'silence', greeting = '250 mail.example') => {
    let inBody = false;
    return rawServer((line, say, hangUp) => {
      const fail = (): void => (how === 'drop' ? hangUp() : undefined);
      if (inBody) {
        if (at === 'body') return fail();
        if (line === '.') fail();
        return;
      }
      if (line.startsWith('EHLO')) say(greeting);
      else if (line.startsWith('MAIL')) say('250 ok');
      else if (line.startsWith('RCPT') && at === 'RCPT') fail();
      else if (line.startsWith('RCPT')) say('250 ok');
      else if (line === 'DATA' && at !== 'RCPT') {
        if (at === 'DATA') return fail();
        inBody = true;
        say('354 go on');
      }
    });
  };

  it.each([
    ['RCPT', 'drop', 'later'],
    ['RCPT', 'silence', 'later'],
    ['DATA', 'drop', 'later'],
    ['DATA', 'silence', 'later'],
    ['body', 'drop', 'uncertain'],
    ['end', 'drop', 'uncertain'],
    ['end', 'silence', 'uncertain'],
  ] as const)('at %s by %s it is %s', async (at, how, kind) => {
    expect((await mailer(await talk(at, how)).send(mail)).kind).toBe(kind);
  });

  it('with pipelining a drop after the message is uncertain too', async () => {
    expect((await mailer(await talk('end', 'drop', '250-mail.example\r\n250 PIPELINING')).send(mail)).kind).toBe('uncertain');
  });

  it('a server that never greets is «later»', async () => {
    expect((await mailer(await rawServer(() => undefined, false)).send(mail)).kind).toBe('later');
  });
});

describe('without a server', () => {
  it('keeps one readable file per Message-ID, for its owner’s eyes only', async () => {
    const files = mailer(undefined);
    expect(files.way).toBe('files');
    expect(await files.send(mail)).toEqual({ kind: 'sent', providerId: 'h7Qd.1@donghanh.example.eml' });
    const path = join(dir, 'mail', 'h7Qd.1@donghanh.example.eml');
    const bytes = readFileSync(path);
    expect((await readBack(bytes)).subject).toBe(mail.subject);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'mail')).mode & 0o777).toBe(0o700);
    await files.send({ ...mail, text: 'lần hai' });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(join(dir, 'mail'))).toHaveLength(1);
  });

  it('refuses what is no single address, and throws for our own mistakes', async () => {
    const files = mailer(undefined);
    expect(await files.send({ ...mail, to: 'a@b.example, c@d.example' })).toEqual({ kind: 'refused', code: 'address_invalid' });
    await expect(files.send({ ...mail, attachments: [{ ...pdf, name: 'hồ sơ.pdf' }] })).rejects.toThrow('ASCII');
    await expect(files.send({ ...mail, attachments: [{ ...pdf, name: '../a.pdf' }] })).rejects.toThrow('ASCII');
  });

  it('does not open with settings no mail could leave by, and keeps the password to itself', () => {
    const tools = { from, dir, now, log: { info: () => undefined, warn: () => undefined, error: () => undefined } };
    expect(() => openMailer({ ...tools, from: 'Đồng Hành' })).toThrow('MAIL_FROM');
    expect(() => openMailer({ ...tools, smtpUrl: 'smtp://a:bí mật@[x' })).toThrow(/^SMTP_URL(?!.*bí mật)/);
    expect(() => openMailer({ ...tools, smtpUrl: 'https://mail.example' })).toThrow('SMTP_URL');
  });

  it('a folder it cannot write to is «later», said to the operator', async () => {
    const lines: Line[] = [];
    const write = (fields: Readonly<Record<string, unknown>>, text: string): void => void lines.push({ fields, text });
    const files = openMailer({ from, dir: '/dev/null/mail', now, log: { info: write, warn: write, error: write } });
    expect(await files.send(mail)).toMatchObject({ kind: 'later', wholeChannel: true });
    expect(lines).toHaveLength(1);
  });
});
