/**
 * Owns the pair of tokens: who may refresh it, and that a new pair is stored before anyone uses it. The refresh token works once, so there is one
 * refresher at a time among all processes on the same database: whoever wrote the claim into the row. Knows no message.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.js';
import { readRow, type Settings } from '../settings.js';
import type { Exchange, Pair } from './oauth.js';

const tokenRow = 'zalo-oa.tokens';

const rowSchema = z.object({
  access: z.string(),
  /** Milliseconds since 1970. */
  accessUntil: z.number(),
  /** From then on it is refreshed, while it still works. */
  renewFrom: z.number(),
  refresh: z.string(),
  /** Counts pairs, so that one can tell whether somebody else has refreshed meanwhile. */
  generation: z.number().int(),
  /** Which token of the environment this began with: another one there means that someone consented anew. */
  seed: z.string(),
  claim: z.object({ by: z.string(), until: z.number() }).optional(),
  /** Tries that left us and came back with nothing readable; the token may be used up. */
  unsure: z.number().int().default(0),
  /** The refresh token is dead: only a new consent helps. */
  dead: z.string().optional(),
});
export type TokenRow = z.infer<typeof rowSchema>;

/** `consent`: an operator must consent again. `wait`: not now; `seconds` until it is worth asking again. */
export type Access =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'consent'; readonly why: string }
  | { readonly kind: 'wait'; readonly seconds: number; readonly why: string };

export type Tokens = {
  /** A token that is good now, refreshed when its end is near. */
  readonly access: () => Promise<Access>;
  /** The platform refused this token: whatever is newer, or a refresh. */
  readonly renew: (refused: string) => Promise<Access>;
  readonly state: () => { readonly state: 'none' | 'good' | 'dead'; readonly until?: number; readonly generation?: number; readonly why?: string };
};

export type TokenNeeds = {
  readonly settings: Settings;
  /** The refresh token of the environment, if any; used when there is no row, or when it is another than the row began with. */
  readonly seed: string | undefined;
  readonly refresh: (token: string) => Promise<Exchange>;
  readonly now: () => number;
  readonly log: Log;
  /** Names this process in a claim. */
  readonly by: string;
  /** Told when a consent is needed (the reason) and when the tokens are good again. */
  readonly alarm: (why: string | undefined) => Promise<void>;
  readonly wait?: (ms: number) => Promise<unknown>;
};

/** Refreshed so long before its end that no call meets it; a tenth of its life where that is short. */
const EARLY_MS = 60 * 60_000;
/** A refresh is answered within 20 s; who has not come back by then has died. */
const CLAIM_MS = 60_000;
const LOOK_AGAIN_MS = 100;
const UNSURE_TRIES = 2;

export const readTokens = (settings: Settings): TokenRow | undefined => readRow(settings.get(tokenRow), (value) => rowSchema.safeParse(value));
const parse = (text: string | undefined): TokenRow | undefined => readRow(text, (value) => rowSchema.safeParse(value));
const seedOf = (token: string): string => createHash('sha256').update(token).digest('base64url').slice(0, 16);

/** Stores a pair someone consented to, over whatever stands. */
export const storeConsent = (settings: Settings, pair: Pair, seed: string | undefined, now: number): Promise<unknown> =>
  settings.change(tokenRow, (text) => JSON.stringify(rowOf(pair, (parse(text)?.generation ?? 0) + 1, parse(text)?.seed ?? (seed === undefined ? '' : seedOf(seed)), now)));

const rowOf = (pair: Pair, generation: number, seed: string, now: number): TokenRow => ({
  access: pair.access,
  accessUntil: now + pair.expiresIn * 1000,
  renewFrom: now + pair.expiresIn * 1000 - Math.min(EARLY_MS, pair.expiresIn * 100),
  refresh: pair.refresh,
  generation,
  seed,
  unsure: 0,
});

export const openTokens = ({ settings, seed, refresh, now, log, by, alarm, wait = sleep }: TokenNeeds): Tokens => {
  let flying: Promise<Access> | undefined;

  /** The row as it stands, after a token new in the environment was taken up. */
  const stand = (): TokenRow | undefined => {
    const row = parse(settings.get(tokenRow));
    if (seed === undefined || row?.seed === seedOf(seed) || (row !== undefined && row.seed === '' && row.dead === undefined)) return row;
    return { access: '', accessUntil: 0, renewFrom: 0, refresh: seed, generation: row?.generation ?? 0, seed: seedOf(seed), unsure: 0 };
  };
  const usable = (row: TokenRow, refusedToken: string | undefined): boolean => row.access !== '' && row.access !== refusedToken && row.accessUntil > now();
  const fresh = (row: TokenRow, refusedToken: string | undefined): boolean => usable(row, refusedToken) && row.renewFrom > now();

  /** Ours to refresh, or undefined because it is somebody else's, or no longer needed. */
  const claimed = async (refusedToken: string | undefined): Promise<TokenRow | undefined> => {
    let mine: TokenRow | undefined;
    await settings.change(tokenRow, () => {
      const row = stand();
      if (row === undefined || row.dead !== undefined || fresh(row, refusedToken) || (row.claim !== undefined && row.claim.until > now())) return undefined;
      // A claim that ran out was left by someone who died half-way: whether the token was used up is not known.
      mine = { ...row, unsure: row.claim === undefined ? row.unsure : row.unsure + 1, claim: { by, until: now() + CLAIM_MS } };
      return JSON.stringify(mine);
    });
    return mine;
  };

  /** Writes what came of our claim, unless the row is no longer the one we claimed. */
  const settle = async (mine: TokenRow, next: TokenRow): Promise<boolean> => {
    let ours = false;
    await settings.change(tokenRow, (text) => {
      const row = parse(text);
      ours = row?.refresh === mine.refresh && row.generation === mine.generation;
      return ours ? JSON.stringify(next) : undefined;
    });
    return ours;
  };
  const without = ({ claim: _, ...row }: TokenRow): TokenRow => row;

  const buried = async (mine: TokenRow, why: string): Promise<Access> => {
    if (!(await settle(mine, { ...without(mine), dead: why }))) return { kind: 'wait', seconds: 1, why: 'somebody_refreshed' };
    log.error({ channel: 'zalo-oa', code: why }, 'the refresh token no longer works: the channel is paused and nothing is lost; consent again with npm run zalo:consent');
    await alarm(why);
    return { kind: 'consent', why };
  };

  const carryOut = async (mine: TokenRow): Promise<Access> => {
    if (mine.unsure >= UNSURE_TRIES) return buried(mine, 'unsure');
    const came = await refresh(mine.refresh);
    switch (came.kind) {
      case 'pair': {
        const next = rowOf(came.pair, mine.generation + 1, mine.seed, now());
        await settle(mine, next);
        log.info({ channel: 'zalo-oa', generation: next.generation, seconds: came.pair.expiresIn }, 'new access token');
        await alarm(undefined);
        return { kind: 'token', token: came.pair.access };
      }
      case 'dead':
        return buried(mine, came.code);
      case 'unsure':
        if (mine.unsure + 1 >= UNSURE_TRIES) return buried(mine, 'unsure');
        await settle(mine, { ...without(mine), unsure: mine.unsure + 1 });
        return { kind: 'wait', seconds: 30, why: came.why };
      case 'busy':
      case 'not_sent':
        await settle(mine, without(mine));
        return { kind: 'wait', seconds: came.kind === 'busy' ? 60 : 5, why: came.why };
    }
  };

  const obtain = async (refusedToken: string | undefined): Promise<Access> => {
    // Longer than a claim lives: if its owner died, it is ours by then.
    for (let looks = (CLAIM_MS + 5_000) / LOOK_AGAIN_MS; looks > 0; looks -= 1) {
      const row = stand();
      if (row !== undefined && fresh(row, refusedToken)) return { kind: 'token', token: row.access };
      if (row === undefined || row.dead !== undefined) {
        const why = row?.dead ?? 'none';
        await alarm(why);
        return row !== undefined && usable(row, refusedToken) ? { kind: 'token', token: row.access } : { kind: 'consent', why };
      }
      const mine = await claimed(refusedToken);
      const came = mine === undefined ? undefined : await carryOut(mine);
      if (came?.kind === 'token') return came;
      // What still works is used to its end, whoever refreshes and whatever came of it.
      if (usable(row, refusedToken)) return { kind: 'token', token: row.access };
      if (came !== undefined) return came;
      await wait(LOOK_AGAIN_MS);
    }
    return { kind: 'wait', seconds: 5, why: 'another_process_refreshes' };
  };

  /** All that ask at the same time wait for the same answer. */
  const together = (refusedToken: string | undefined): Promise<Access> => {
    flying ??= obtain(refusedToken).finally(() => {
      flying = undefined;
    });
    return flying;
  };

  return {
    access: async () => {
      const row = stand();
      return row !== undefined && fresh(row, undefined) ? { kind: 'token', token: row.access } : together(undefined);
    },
    renew: async (refusedToken) => {
      const row = stand();
      return row !== undefined && fresh(row, refusedToken) ? { kind: 'token', token: row.access } : together(refusedToken);
    },
    state: () => {
      const row = stand();
      if (row === undefined) return { state: 'none' };
      if (row.dead !== undefined) return { state: 'dead', why: row.dead };
      return { state: 'good', until: row.accessUntil, generation: row.generation };
    },
  };
};
