/** Owns the tables as types. Instants are ISO UTC text, flags 0/1, JSON columns text parsed by their owners with zod. */
import type { Generated, Selectable } from 'kysely';

export type Schema = {
  conversation: {
    id: string;
    language: string;
    phase: string;
    owner: string;
    epoch: number;
    case_id: string | null;
    /** Cached interview position with the hashes that make it trustworthy. */
    position: string | null;
    /** What the bot waits for besides the current question: a choice between readings, a confirmation. */
    pending: string | null;
    created_at: string;
    touched_at: string;
  };
  contact: { channel: string; chat: string; conversation_id: string; stopped: number; last_at: string };
  inbox: {
    id: Generated<number>;
    channel: string;
    external_id: string;
    conversation_id: string;
    received_at: string;
    body: string;
    state: string;
    note: string | null;
  };
  answer: {
    id: Generated<number>;
    conversation_id: string;
    question: string;
    value: string;
    said: string;
    wording_id: number | null;
    inbox_id: number | null;
    actor: string;
    answered_at: string;
    superseded_at: string | null;
  };
  wording: { id: Generated<number>; hash: string; text: string };
  case_record: { id: string; number: Generated<number>; conversation_id: string; opened_at: string; erased_at: string | null };
  event: { seq: Generated<number>; conversation_id: string; kind: string; actor: string; at: string; data: string };
  outbox: {
    id: Generated<number>;
    conversation_id: string;
    channel: string;
    chat: string;
    turn_key: string;
    part: number;
    lane: string;
    class: string;
    epoch: number;
    tag: string;
    payload: string;
    state: string;
    attempts: number;
    not_before: string;
    provider_id: string | null;
    error: string | null;
    created_at: string;
    done_at: string | null;
  };
  timer: {
    id: Generated<number>;
    kind: string;
    key: string;
    conversation_id: string | null;
    due_at: string;
    data: string;
    state: string;
    attempts: number;
    error: string | null;
  };
  evidence: {
    id: string;
    conversation_id: string;
    inbox_id: number | null;
    album: string | null;
    channel: string;
    handle: string;
    name: string;
    caption: string;
    paper: string | null;
    state: string;
    reason: string | null;
    sha256: string | null;
    mime: string | null;
    size: number | null;
    pages: string | null;
    exhibit: number | null;
    /** What the person calls it, when it is none of the checklist's papers. */
    title: string | null;
    /** Its place in its exhibit, once the person ordered the pages; without one it comes after those, as it arrived. */
    place: number | null;
    /** Length of a recording. */
    seconds: number | null;
    received_at: string;
  };
  dossier: {
    id: string;
    conversation_id: string;
    version: number;
    record: string;
    state: string;
    pdf_sha256: string | null;
    json_sha256: string | null;
    size: number | null;
    error: string | null;
    prepared_at: string;
    ready_at: string | null;
  };
  handover: {
    id: string;
    dossier_id: string;
    conversation_id: string;
    agency: string;
    address: string;
    message_id: string;
    prepared_at: string;
    /** Mails of this hand-over known to have left, and whether one is on the wire (written before the call). */
    parts_sent: number;
    sending: number;
    sent_at: string | null;
    bounced_at: string | null;
    receipt_at: string | null;
    error: string | null;
  };
  link: {
    token_hash: string;
    kind: string;
    target: string;
    conversation_id: string;
    created_at: string;
    expires_at: string;
    revoked_at: string | null;
    opened: number;
  };
  /** One-time codes that join two chats to one talk; only their hash is kept. */
  link_code: { code_hash: string; conversation_id: string; channel: string; chat: string; expires_at: string; used_at: string | null };
  /** Codes typed wrongly, by chat: how often one may guess. */
  link_guess: { id: Generated<number>; channel: string; chat: string; at: string };
  setting: { key: string; value: string };
  /** One step of the statutory procedure as somebody told it. `event`: JSON of the clock's event, null for what the clock does not count. Owned by src/procedure. */
  step: {
    id: string;
    conversation_id: string;
    kind: string;
    day: string;
    event: string | null;
    detail: string;
    number: string;
    signer: string;
    paper: string | null;
    told_by: string;
    /** The form or message it came by: the same twice is one step. */
    form: string | null;
    recorded_at: string;
    superseded_at: string | null;
    superseded_by: string | null;
  };
  follow: { conversation_id: string; muted_at: string | null };
  letter: {
    id: string;
    conversation_id: string;
    kind: string;
    number: number;
    record: string;
    state: string;
    pdf_sha256: string | null;
    docx_sha256: string | null;
    error: string | null;
    prepared_at: string;
    ready_at: string | null;
  };
  agency_visit: { id: Generated<number>; token_hash: string; conversation_id: string; at: string; what: string };
  /** A paper that the agency owes the state-management body (TT 08/2019 Đ12), once it is known to have been sent. */
  paper_sent: { step_id: string; conversation_id: string; sent_on: string; recipient: string; recorded_by: string; recorded_at: string };
  /** One row a conversation, written by triggers and by `src/desk`: what the queue filters and sorts by. `hour`: of the last activity. */
  desk_case: {
    no: Generated<number>;
    conversation_id: string;
    office_id: string | null;
    province: string | null;
    field: string | null;
    verdict: string | null;
    phase: string;
    owner: string;
    name: string;
    /** What the search by name, number and phone finds. */
    words: string;
    wait_reason: string | null;
    wait_rank: number;
    wait_since: string | null;
    hour: string;
    /** Grows with every change of any row. */
    changed: number;
    /** Answers changed since name, place and verdict were filed. */
    stale: Generated<number>;
  };
  /** One row: messages up to this number are in the search index. */
  desk_filed: { inbox_to: number };
  desk_note: { id: Generated<number>; conversation_id: string; officer_id: string; text: string; at: string };
  /** One line of the register of TT 09/2019 (Mẫu số 03) with the office's own fields. Days are legal days. */
  help_request: {
    id: string;
    office_id: string;
    year: number;
    number: number;
    conversation_id: string | null;
    received_on: string;
    name: string;
    address: string;
    /** `support` (hỗ trợ) or `guidance` (hướng dẫn). */
    kind: string;
    /** `administration`, `proceedings` or `enforcement`. */
    activity: string;
    content: string;
    papers: string;
    adviser: string | null;
    appointed_on: string | null;
    agreed_on: string | null;
    session_on: string | null;
    /** The day a ground for refusing or stopping arose, and which (Đ11). */
    ground_on: string | null;
    refusal: string | null;
    answered_on: string | null;
    answer_number: string | null;
    answer_by: string | null;
    note: string;
    created_by: string;
    created_at: string;
  };
  desk_draft: { conversation_id: string; officer_id: string; text: string; at: string };
  /** Search indexes without content: only `rowid` can be read back. */
  desk_words: { rowid: number; raw: string; folded: string };
  desk_names: { rowid: number; raw: string; folded: string };
  /** `hours`: JSON, owned by src/office. `province`: its code, null for an office of the whole country. `approves`: a dossier needs an officer's yes before it leaves. */
  office: { id: string; name: string; province: string | null; hours: string; approves: number; created_at: string; closed_at: string | null };
  /** A day off (`off`) or a worked weekend day (`worked`) of one office, beyond the national table. */
  office_day: { office_id: string; day: string; kind: string; name: string };
  officer: {
    id: string;
    office_id: string;
    name: string;
    /** Folded: what is typed at sign-in. */
    email: string;
    role: string;
    /** An argon2id hash in PHC form. */
    password: string;
    totp_secret: string | null;
    totp_confirmed_at: string | null;
    /** The last time step a code was taken for: none is taken twice. */
    totp_counter: number;
    created_at: string;
    disabled_at: string | null;
  };
  recovery_code: { officer_id: string; hash: string; used_at: string | null };
  invitation: {
    token_hash: string;
    kind: string;
    office_id: string | null;
    officer_id: string | null;
    name: string;
    email: string;
    role: string;
    invited_by: string;
    created_at: string;
    expires_at: string;
    used_at: string | null;
    revoked_at: string | null;
  };
  officer_session: {
    id: string;
    token_hash: string;
    officer_id: string;
    stage: string;
    started_at: string;
    seen_at: string;
    ended_at: string | null;
    address: string;
    agent: string;
  };
  throttle: { key: string; failures: number; blocked_until: string; last_at: string };
  audit: { seq: number; at: string; who: string; what: string; target: string; why: string; previous: string; hash: string };
  canned_answer: { id: string; office_id: string | null; name: string; text: string; updated_at: string; updated_by: string };
  agency_contact: {
    id: string;
    name: string;
    also: string;
    address: string | null;
    email: string | null;
    phone: string | null;
    electronic_filing: number;
    source: string;
    checked_on: string;
    checked_by: string;
    updated_at: string;
    updated_by: string;
    retired_at: string | null;
  };
};

export type Row<T extends keyof Schema> = Selectable<Schema[T]>;
