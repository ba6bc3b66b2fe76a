/** Owns the tables of what happens after a dossier is handed over: recorded steps, letters, openings of agencies' links, reminders switched off. */
import type { Migration } from './migrations.js';

export const procedureTables: Migration = {
  number: 6,
  name: 'the procedure after hand-over',
  statements: [
    `create table step (id text primary key, conversation_id text not null, kind text not null, day text not null, event text, detail text not null, number text not null,
      signer text not null, paper text, told_by text not null, form text, recorded_at text not null, superseded_at text, superseded_by text)`,
    `create index step_by_conversation on step (conversation_id, day, recorded_at)`,
    // A form sent twice, or a message taken twice after a crash, is one step.
    `create unique index step_once on step (conversation_id, form) where form is not null`,
    `create table follow (conversation_id text primary key, muted_at text)`,
    `create table letter (id text primary key, conversation_id text not null, kind text not null, number integer not null, record text not null, state text not null,
      pdf_sha256 text, docx_sha256 text, error text, prepared_at text not null, ready_at text, unique (conversation_id, kind, number))`,
    `create index letter_by_conversation on letter (conversation_id, prepared_at)`,
    `create table agency_visit (id integer primary key autoincrement, token_hash text not null, conversation_id text not null, at text not null, what text not null)`,
    `create index agency_visit_of on agency_visit (conversation_id, id)`,
    `create table paper_sent (step_id text primary key, conversation_id text not null, sent_on text not null, recipient text not null, recorded_by text not null, recorded_at text not null)`,
    `create index timer_of on timer (conversation_id, kind)`,
  ],
};
