/** Owns one claim held to its mail, and an agency's clerk with nothing but that mail: looks at the page, fills in a form, sends it. For tests. */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Heard, talkIn, type Talking } from '../kit/talk-in.js';
import { fileOf } from '../kit/claimant.js';
import { hold } from '../whole/held.js';
import { openWhole, type Whole } from '../kit/whole-program.js';

const CHAT = 'nguoi-dan-1';

export type Answer = { readonly status: number; readonly text: string; readonly location: string };
export type Claim = {
  readonly whole: Whole;
  readonly talk: Talking;
  /** The address in the mail, on this machine. */
  readonly url: string;
  readonly look: (url?: string) => Promise<Answer>;
  /** The hidden fields of an act's form, as the page gives them. */
  readonly formOf: (kind: string) => Promise<Record<string, string>>;
  readonly send: (fields: Readonly<Record<string, string>>, url?: string, paper?: { readonly name: string; readonly bytes: Buffer }) => Promise<Answer>;
  /** The person sends a photo in the chat. */
  readonly photo: (name: string) => Promise<readonly Heard[]>;
  /** Fills in and sends one act; gives what the person then heard. */
  readonly tell: (kind: string, fields: Readonly<Record<string, string>>) => Promise<readonly Heard[]>;
  readonly at: (instant: string) => void;
  readonly now: () => string;
  readonly close: () => Promise<void>;
};

/** The invented claimant's talk on the web chat, to the mail in the agency's box. */
export const openClaim = async (start: string): Promise<Claim> => {
  let clock = Date.parse(start);
  const now = (): string => {
    clock += 20;
    return new Date(clock).toISOString();
  };
  const whole = await openWhole(now);
  whole.app.start();
  const talk = talkIn(whole.app, 'web', CHAT);
  await talk.say('chào');
  let photos = 0;
  const photo = async (name: string): Promise<readonly Heard[]> => {
    // No two photos are the same bytes; the same twice is another test's fear.
    const taken = await whole.app.web.takeUpload(CHAT, name, Readable.from(Buffer.concat([fileOf(name), Buffer.from([photos++])])));
    if (!taken.ok) throw new Error(`the file ${name} was refused: ${taken.code}`);
    return talk.say({ kind: 'file', file: { handle: taken.value.handle, name } });
  };
  await hold(
    () => whole.asked('web', CHAT),
    async (text) => void (await talk.say(text)),
    async (name) => void (await photo(name)),
  );
  for (let n = 0; n < 100 && whole.mails.length === 0; n++) await sleep(50);
  const mail = whole.mails[0]?.text ?? '';
  const token = /\/a\/([\w-]{40,60})/.exec(mail)?.[1];
  if (token === undefined) throw new Error(`the agency's mail has no page in it: ${mail.slice(0, 300)}; asked last: ${whole.asked('web', CHAT)}`);
  const url = `${whole.url}/a/${token}`;
  const answer = async (response: Response): Promise<Answer> => ({ status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' });
  const look = async (at: string = url): Promise<Answer> => answer(await fetch(at));
  const formOf = async (kind: string): Promise<Record<string, string>> => {
    const page = await look();
    const form = new RegExp(`name="kind" value="${kind}"[^>]*/?><input type="hidden" name="form" value="([\\w-]+)"`).exec(page.text)?.[1];
    if (form === undefined) throw new Error(`the page has no form for ${kind}`);
    return { kind, form };
  };
  const send: Claim['send'] = async (fields, at = url, paper) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (paper !== undefined) body.append('paper', new Blob([new Uint8Array(paper.bytes)]), paper.name);
    return answer(await fetch(at, { method: 'POST', body, redirect: 'manual' }));
  };
  return {
    whole,
    talk,
    url,
    look,
    formOf,
    send,
    photo,
    tell: async (kind, fields) => {
      await talk.hear();
      const sent = await send({ ...(await formOf(kind)), ...fields });
      if (sent.status !== 303) throw new Error(`telling ${kind} was answered ${sent.status}: ${/role="alert">\s*([^<]*)/.exec(sent.text)?.[1] ?? ''}`);
      return talk.hear();
    },
    at: (instant) => {
      clock = Date.parse(instant);
    },
    now,
    close: () => whole.close(),
  };
};
