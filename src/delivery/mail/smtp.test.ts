import { describe, expect, it } from 'vitest';
import { isAddress } from './compose.js';
import { mailMessageId, mailsOf } from './mail.js';
import { meaningOf, needsTls } from './smtp.js';

const failure = (responseCode: number | undefined, command: string, code = 'EENVELOPE', response = '') => ({
  message: 'x',
  command,
  code,
  response,
  ...(responseCode === undefined ? {} : { responseCode }),
});

describe('what a mail server’s answer means', () => {
  it.each([
    ['greylisted', failure(451, 'RCPT TO'), false, { kind: 'later', afterSeconds: 300, why: 'smtp_451', smtp: '451' }],
    ['no such mailbox', failure(550, 'RCPT TO', 'EENVELOPE', '550 5.1.1 <so@tinh.example> unknown'), false, { kind: 'refused', code: 'bounced', smtp: '550 5.1.1' }],
    ['content refused', failure(554, 'DATA', 'EMESSAGE'), true, { kind: 'refused', code: 'bounced', smtp: '554' }],
    ['busy after the message', failure(452, 'DATA', 'EMESSAGE'), true, { kind: 'later', afterSeconds: 300, why: 'smtp_452', smtp: '452' }],
    ['too big', failure(552, 'DATA', 'EMESSAGE'), true, { kind: 'refused', code: 'too_big', smtp: '552' }],
    ['too big, said in the greeting', failure(undefined, 'MAIL FROM', 'EMESSAGE'), false, { kind: 'refused', code: 'too_big' }],
    ['our password is wrong', failure(535, 'AUTH PLAIN', 'EAUTH'), false, { kind: 'later', afterSeconds: 900, why: 'smtp_535', wholeChannel: true, smtp: '535' }],
    ['our sender is not allowed', failure(553, 'MAIL FROM'), false, { kind: 'later', afterSeconds: 900, why: 'smtp_553', wholeChannel: true, smtp: '553' }],
    ['no TLS', failure(undefined, 'STARTTLS', 'ETLS'), false, { kind: 'later', afterSeconds: 900, why: 'ETLS', wholeChannel: true }],
    ['nobody there', failure(undefined, 'CONN', 'ECONNECTION'), false, { kind: 'later', afterSeconds: 60, why: 'ECONNECTION' }],
    ['silence after the message', failure(undefined, 'CONN', 'ETIMEDOUT'), true, { kind: 'uncertain', why: 'ETIMEDOUT' }],
  ])('%s', (_, given, begun, meaning) => {
    expect(meaningOf(given, begun)).toEqual(meaning);
  });
});

it('wants TLS wherever the mail leaves this machine', () => {
  expect(['smtp://localhost:25', 'smtp://127.0.0.1', 'smtp://[::1]:25', 'smtp://mail.example:587', 'smtp://relay:25?ignoreTLS=true'].map(needsTls)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

it('takes one plain address only', () => {
  expect(['tiepnhan@tinh.example', 'a@b.example,c@d.example', 'Tên <a@b.example>', 'a@b.example\r\nBcc: c@d.example', 'a@b', '@b.example', ''].map(isAddress)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

it('numbers the mails of one hand-over, each with a Message-ID that follows from it', () => {
  const letter = { to: 'a@b.example', subject: 'DH-2026-000123', text: 'Kính gửi', handover: 'h-7_Qd', from: 'Đồng Hành <no-reply@donghanh.example>' };
  const part = { name: 'a.pdf', mime: 'application/pdf', bytes: Buffer.from('x') };
  expect(mailsOf(letter, [[part], [part]]).map(({ subject, messageId, follows }) => [subject, messageId, follows])).toEqual([
    ['DH-2026-000123 (1/2)', '<h-7_Qd.1@donghanh.example>', undefined],
    ['DH-2026-000123 (2/2)', '<h-7_Qd.2@donghanh.example>', '<h-7_Qd.1@donghanh.example>'],
  ]);
  expect(mailsOf(letter, []).map(({ subject, attachments }) => [subject, attachments])).toEqual([['DH-2026-000123', []]]);
  expect(() => mailMessageId('x', 'no address')).toThrow('MAIL_FROM');
});
