export { type Mail, type MailPart, mailMessageId, mailsOf } from './mail.js';
export { type Mailer, type MailerTools, openMailer } from './mailer.js';
