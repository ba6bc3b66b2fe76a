/** Owns the numbered migrations. Never edited once released: add the next number. Each runs in one transaction. */

import { deskTables } from './desk-tables.js';

export type Migration = { readonly number: number; readonly name: string; readonly statements: readonly string[] };

export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'first tables',
    statements: [
      `create table conversation (id text primary key, language text not null, phase text not null, owner text not null, epoch integer not null,
        case_id text, position text, pending text, created_at text not null, touched_at text not null)`,
      `create table contact (channel text not null, chat text not null, conversation_id text not null references conversation(id), stopped integer not null,
        last_at text not null, primary key (channel, chat))`,
      `create index contact_by_conversation on contact (conversation_id, last_at)`,
      `create table inbox (id integer primary key autoincrement, channel text not null, external_id text not null, conversation_id text not null,
        received_at text not null, body text not null, state text not null, note text, unique (channel, external_id))`,
      `create index inbox_waiting on inbox (conversation_id, id) where state = 'new'`,
      `create index inbox_by_conversation on inbox (conversation_id, id)`,
      `create table wording (id integer primary key autoincrement, hash text not null unique, text text not null)`,
      `create table answer (id integer primary key autoincrement, conversation_id text not null, question text not null, value text not null, said text not null,
        wording_id integer, inbox_id integer, actor text not null, answered_at text not null, superseded_at text)`,
      `create unique index answer_current on answer (conversation_id, question) where superseded_at is null`,
      `create index answer_by_conversation on answer (conversation_id, id)`,
      `create table case_record (id text primary key, number integer not null unique, conversation_id text not null, opened_at text not null, erased_at text)`,
      `create table event (seq integer primary key autoincrement, conversation_id text not null, kind text not null, actor text not null, at text not null, data text not null)`,
      `create index event_by_conversation on event (conversation_id, seq)`,
      `create table outbox (id integer primary key autoincrement, conversation_id text not null, channel text not null, chat text not null, turn_key text not null,
        part integer not null, lane text not null, class text not null, epoch integer not null, tag text not null, payload text not null, state text not null,
        attempts integer not null, not_before text not null, provider_id text, error text, created_at text not null, done_at text, unique (turn_key, part))`,
      `create index outbox_open on outbox (channel, chat, id) where state in ('pending', 'sending')`,
      `create index outbox_by_conversation on outbox (conversation_id, id)`,
      `create table timer (id integer primary key autoincrement, kind text not null, key text not null, conversation_id text, due_at text not null, data text not null,
        state text not null, attempts integer not null, error text, unique (kind, key))`,
      `create index timer_due on timer (due_at) where state = 'due'`,
      `create table evidence (id text primary key, conversation_id text not null, inbox_id integer, album text, channel text not null, handle text not null,
        name text not null, caption text not null, paper text, state text not null, reason text, sha256 text, mime text, size integer, pages text,
        exhibit integer, received_at text not null)`,
      `create index evidence_by_conversation on evidence (conversation_id, received_at)`,
      `create table dossier (id text primary key, conversation_id text not null, version integer not null, record text not null, state text not null,
        pdf_sha256 text, json_sha256 text, size integer, error text, prepared_at text not null, ready_at text, unique (conversation_id, version))`,
      `create table handover (id text primary key, dossier_id text not null, conversation_id text not null, agency text not null, address text not null,
        message_id text not null, prepared_at text not null, parts_sent integer not null, sending integer not null, sent_at text, bounced_at text, receipt_at text, error text, unique (dossier_id, address))`,
      `create table link (token_hash text primary key, kind text not null, target text not null, conversation_id text not null, created_at text not null,
        expires_at text not null, revoked_at text, opened integer not null)`,
      `create table setting (key text primary key, value text not null)`,
    ],
  },
  deskTables,
];
