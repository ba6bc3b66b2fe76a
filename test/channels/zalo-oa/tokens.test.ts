/** The fear: two refreshers burn the single-use token and the office is cut off. One refresh under a thousand askers and several processes; stored before used; a dead token loses no message. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openHttp } from '../../../src/channels/http.js';
import type { Settings } from '../../../src/channels/settings.js';
import { challengeOf, consentUrl, type Exchange, exchangeCode, exchangeRefresh, newProof } from '../../../src/channels/zalo-oa/oauth.js';
import { openTokens, readTokens, storeConsent, type TokenNeeds } from '../../../src/channels/zalo-oa/tokens.js';
import { openSettings, openSqlite } from '../../../src/storage/index.js';
import { type FakeZaloOa, openFakeZaloOa } from '../../kit/fake-zalo-oa/index.js';
import { memorySettings } from '../memory.js';

let zalo: FakeZaloOa;
beforeEach(async () => {
  zalo = await openFakeZaloOa();
});
afterEach(() => zalo.close());

const http = openHttp();
const options = () => ({ http, root: zalo.url, appId: zalo.world.appId, appSecret: zalo.world.appSecret });
const refreshes = (): number => zalo.world.calls.filter(({ grant }) => grant === 'refresh_token').length;
const open = (settings: Settings, more: Partial<TokenNeeds> = {}) => {
  const alarms: (string | undefined)[] = [];
  const tokens = openTokens({
    settings,
    seed: 'seed' in more ? more.seed : zalo.consented(),
    refresh: (token) => exchangeRefresh(options(), token),
    now: () => zalo.world.now(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    by: 'this',
    alarm: async (why) => void alarms.push(why),
    ...more,
  });
  return { tokens, alarms };
};

describe('refreshing', () => {
  test('a thousand at once: one refresh, one token', async () => {
    const { tokens } = open(memorySettings());
    const got = await Promise.all(Array.from({ length: 1_000 }, () => tokens.access()));
    expect(new Set(got.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(got[0]?.kind).toBe('token');
    expect(refreshes()).toBe(1);
  });

  test('a thousand whose token was refused at once: one refresh more', async () => {
    const { tokens } = open(memorySettings());
    const first = await tokens.access();
    const got = await Promise.all(Array.from({ length: 1_000 }, () => tokens.renew(first.kind === 'token' ? first.token : '')));
    expect(new Set(got.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(refreshes()).toBe(2);
  });

  test('three processes on one database, 334 askers each: one refresh', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'dong-hanh-tokens-'));
    const file = join(dir, 'db');
    const db = openSqlite(file, Buffer.alloc(32, 7));
    await storeConsent(openSettings(db), { access: 'long-expired', refresh: zalo.consented(), expiresIn: 0.001 }, undefined, Date.now() - 60_000);
    const child = new URL('./children/refresher.ts', import.meta.url).pathname;
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--import', 'tsx', child, file, zalo.url, zalo.world.appId, zalo.world.appSecret, '334'], { stdio: ['pipe', 'pipe', 'ignore'] }),
    );
    const said = children.map(() => '');
    for (const [n, one] of children.entries())
      one.stdout.on('data', (chunk: Buffer) => {
        said[n] += chunk.toString();
      });
    const ended = children.map((one) => new Promise<number | null>((resolve) => one.on('exit', resolve)));
    await zalo.waitFor(() => said.every((text) => text.includes('ready')), 120_000, 'three processes');
    for (const one of children) one.stdin.write('go\n');
    expect(await Promise.all(ended)).toEqual([0, 0, 0]);
    const got = said.map((text) => z.array(z.string()).parse(JSON.parse(text.replace('ready\n', ''))));
    expect(refreshes()).toBe(1);
    expect(new Set(got.flat())).toEqual(new Set(zalo.world.access.keys()));
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('the new pair is stored before anybody is handed it', async () => {
    const settings = memorySettings();
    const { tokens } = open(settings);
    const access = await tokens.access();
    const row = readTokens(settings);
    expect(access).toEqual({ kind: 'token', token: row?.access });
    expect([...zalo.world.refresh.keys()]).toEqual([row?.refresh]);
    expect(row).toMatchObject({ generation: 1, unsure: 0 });
    expect(row?.claim).toBeUndefined();
  });

  test('a store that fails after the answer: the token is not handed out as if it were kept', async () => {
    const settings = memorySettings();
    let writes = 0;
    const failing: Settings = { ...settings, change: async (key, next) => (++writes === 2 ? Promise.reject(new Error('disk full')) : settings.change(key, next)) };
    const { tokens } = open(failing);
    await expect(tokens.access()).rejects.toThrow('disk full');
  });

  test.each(['string', 'number'] as const)('lives as long as the answer says (%s), and is refreshed before its end', async (expiresIn) => {
    zalo.world.switches.expiresIn = expiresIn;
    const { tokens } = open(memorySettings());
    await tokens.access();
    zalo.advance(86_000_000);
    await tokens.access();
    expect(refreshes()).toBe(1);
    zalo.advance(1_000_000);
    expect((await tokens.access()).kind).toBe('token');
    expect(refreshes()).toBe(2);
  });

  test('while a refresh cannot be had, what still works is used to its end', async () => {
    const { tokens } = open(memorySettings());
    const first = await tokens.access();
    zalo.advance(87_000_000);
    await zalo.offline();
    expect(await tokens.access()).toEqual(first);
    zalo.advance(4_000_000);
    expect(await tokens.access()).toMatchObject({ kind: 'wait' });
    await zalo.online();
    expect((await tokens.access()).kind).toBe('token');
  });
});

describe('when it goes wrong', () => {
  test.each([-14014, -118] as const)('a dead refresh token (%d): paused, alarmed once a look, and good again after a consent, while we run', async (code) => {
    zalo.world.switches.deadRefresh = code;
    const settings = memorySettings();
    const { tokens, alarms } = open(settings, { seed: 'nobody-gave-this' });
    expect(await tokens.access()).toEqual({ kind: 'consent', why: String(code) });
    expect(await tokens.access()).toEqual({ kind: 'consent', why: String(code) });
    expect(refreshes()).toBe(1);
    expect(alarms.every((why) => why === String(code))).toBe(true);
    const { verifier, challenge } = newProof();
    const came = await exchangeCode(options(), zalo.code(challenge), verifier);
    expect(came.kind).toBe('pair');
    if (came.kind === 'pair') await storeConsent(settings, came.pair, 'nobody-gave-this', zalo.world.now());
    expect((await tokens.access()).kind).toBe('token');
    expect(refreshes()).toBe(1);
  });

  test('another refresh token in the environment is a new consent', async () => {
    const settings = memorySettings();
    await open(settings, { seed: 'dead' }).tokens.access();
    expect((await open(settings, { seed: zalo.consented() }).tokens.access()).kind).toBe('token');
  });

  test('an answer lost on the way: tried once more, then an operator; never a loop', async () => {
    const settings = memorySettings();
    zalo.fault({ path: /access_token/, kind: 'drop_after', times: 1 });
    const { tokens, alarms } = open(settings);
    expect(await tokens.access()).toMatchObject({ kind: 'wait' });
    expect(await tokens.access()).toMatchObject({ kind: 'consent' });
    for (let n = 0; n < 20; n++) expect(await tokens.access()).toMatchObject({ kind: 'consent' });
    expect(refreshes()).toBe(2);
    expect(alarms.length).toBeGreaterThan(0);
  });

  test('killed between the answer and storing it: whoever comes next tries once and then asks for a consent', async () => {
    const settings = memorySettings();
    const dying = open(settings, {
      by: 'dead',
      refresh: async (token) => {
        await exchangeRefresh(options(), token);
        return new Promise<Exchange>(() => {});
      },
    });
    void dying.tokens.access();
    await zalo.waitFor(() => refreshes() === 1);
    const { tokens } = open(settings, { seed: undefined, wait: async () => zalo.advance(10_000) });
    expect(await tokens.access()).toMatchObject({ kind: 'consent' });
    expect(refreshes()).toBe(2);
  });

  test('killed before the call: whoever comes next refreshes after the claim ran out', async () => {
    const settings = memorySettings();
    const dying = open(settings, { by: 'dead', refresh: () => new Promise<Exchange>(() => {}) });
    void dying.tokens.access();
    await zalo.waitFor(() => readTokens(settings)?.claim !== undefined);
    const { tokens } = open(settings, { seed: undefined, wait: async () => zalo.advance(10_000) });
    expect((await tokens.access()).kind).toBe('token');
  });

  test.each([
    ['too many', { kind: 'code', code: -32 } as const, 'wait'],
    ['a gateway', { kind: 'page' } as const, 'wait'],
    ['refused outright', { kind: 'code', code: -14002 } as const, 'consent'],
  ])('%s', async (_, fault, kind) => {
    zalo.fault({ path: /access_token/, times: 1, ...fault });
    expect((await open(memorySettings()).tokens.access()).kind).toBe(kind);
  });
});

test('the consent page and its proof are as documented', () => {
  expect(challengeOf('M25iVXpKU3puUjFaYWg3T1NDTDQtbmtESzB2R1lLcXJ')).toBe('YbPf4hkjBPtsyHjHAml5tHNYkWuGHaYnuqr7Rr0rz-c');
  for (let n = 0; n < 200; n++) expect(newProof().verifier).toMatch(/^[A-Za-z0-9]{43}$/);
  const url = new URL(consentUrl('https://oauth.zaloapp.com', { appId: '12', redirect: 'https://vi.du/zalo', challenge: 'c', state: 's' }));
  expect(url.href.startsWith('https://oauth.zaloapp.com/v4/oa/permission?')).toBe(true);
  expect(Object.fromEntries(url.searchParams)).toEqual({ app_id: '12', redirect_uri: 'https://vi.du/zalo', code_challenge: 'c', state: 's' });
});
