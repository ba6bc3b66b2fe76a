/** The one door of `delivery`: into the outbox, out of it to the channels, and mail to agencies. Never decides what to say. */
export type { StillHolds } from './claim.js';
export { type Entry, enqueue, type Lane, onTheWire, sendAgain, takeBack, withdrawOlder } from './enqueue.js';
export { heardOf } from './heard.js';
export type { Log } from './log.js';
export { type Mail, type Mailer, mailMessageId, mailsOf, openMailer } from './mail/index.js';
export { type Pace, usualPace } from './pace.js';
export { pageCapabilities, pagePort } from './page-port.js';
export { type Piece, pieceSchema } from './piece.js';
export { type Delivery, type DeliveryTools, openDelivery } from './sender.js';
