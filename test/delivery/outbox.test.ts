/** The outbox, fear by fear: twice, out of order, killed half-way, refused, in doubt, taken over, stopped by the person, out for hours. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationOfChat, stopContact } from '../../src/cases/index.js';
import { type Delivery, pagePort, sendAgain, withdrawOlder } from '../../src/delivery/index.js';
import type { ChannelPort, SendOutcome } from '../../src/messages/index.js';
import { addSeconds } from '../../src/basics/index.js';
import { aDatabase, aPort, can, clock, deliver, events, never, rows, say, takenOver, until } from './kit.js';

let base: ReturnType<typeof aDatabase>;
let open: Delivery[] = [];
const start = (ports: readonly ChannelPort[], some = {}, db = base.db): Delivery => {
  const delivery = deliver(db, ports, some);
  open.push(delivery);
  return delivery;
};
const states = (): readonly string[] => rows(base.db).map(({ state }) => state);
const settled = (): boolean => rows(base.db).every(({ state }) => state !== 'pending' && state !== 'sending');
const question = (text: string) => ({ text, tag: 'q', choices: [{ label: 'Có', payload: 'a' }] });

beforeEach(() => {
  base = aDatabase();
});
afterEach(async () => {
  await Promise.all(open.map((delivery) => delivery.stop()));
  open = [];
  base.remove();
});

describe('into the outbox', () => {
  it('writes a turn once, however often it runs; parts are numbered over all its replies', async () => {
    expect(await say(base.db, 'c1', 'turn:1', ['một', `${'x'.repeat(4000)} ${'y'.repeat(4000)}`, 'ba'])).toBe(4);
    expect(await say(base.db, 'c1', 'turn:1', ['một', `${'x'.repeat(4000)} ${'y'.repeat(4000)}`, 'ba'])).toBe(0);
    expect(rows(base.db).map(({ part, state, lane, class: kind }) => [part, state, lane, kind])).toEqual([0, 1, 2, 3].map((part) => [part, 'pending', 'turn', 'repeatable']));
  });
});

describe('out of the outbox', () => {
  it('sends in order, keeps the provider’s number, and waits for nothing afterwards', async () => {
    const { port, texts } = aPort((_, call) => ({ kind: 'sent', providerId: `m${call}` }));
    const delivery = start([port]);
    await say(base.db, 'c1', 't1', ['một', 'hai']);
    delivery.wake();
    await delivery.idle();
    expect(texts()).toEqual(['một', 'hai']);
    expect(rows(base.db).map(({ state, provider_id, attempts }) => [state, provider_id, attempts])).toEqual([
      ['sent', 'm1', 1],
      ['sent', 'm2', 1],
    ]);
    expect(delivery.state()).toEqual({ chats: 0, inFlight: 0, asleep: 0, paused: [] });
  });

  it('keeps the order when the first is slow, and others go on meanwhile', async () => {
    const { port, texts, mostPerChat } = aPort(async ({ text }) => {
      await sleep(text === 'chậm' ? 60 : 1);
      return { kind: 'sent' };
    });
    const delivery = start([port]);
    await say(base.db, 'a', 't1', ['chậm', 'sau']);
    await say(base.db, 'b', 't2', ['khác']);
    delivery.wake();
    await delivery.idle();
    expect(texts('a')).toEqual(['chậm', 'sau']);
    expect(texts().indexOf('khác')).toBeLessThan(texts().indexOf('sau'));
    expect(mostPerChat()).toBe(1);
  });

  it('marks `sending` before the call', async () => {
    let seen: readonly string[] = [];
    const { port } = aPort(() => {
      seen = states();
      return { kind: 'sent' };
    });
    const delivery = start([port]);
    await say(base.db, 'a', 't1', ['một']);
    delivery.wake();
    await delivery.idle();
    expect(seen).toEqual(['sending']);
  });

  it('waits as long as the platform asks, for that chat only', async () => {
    const { port, calls } = aPort((parcel, call) => (parcel.chat === 'a' && call === 1 ? { kind: 'later', afterSeconds: 0.12, why: 'too_many_requests' } : { kind: 'sent' }));
    const delivery = start([port]);
    await say(base.db, 'a', 't1', ['một', 'hai']);
    delivery.wake();
    await until('the refusal', () => calls.length === 1);
    await say(base.db, 'b', 't2', ['khác']);
    delivery.wake();
    await until('all sent', settled);
    const [first, other, again, second] = calls;
    expect([first?.text, other?.text, again?.text, second?.text]).toEqual(['một', 'khác', 'một', 'hai']);
    expect((again?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(119);
  });

  it('rests a whole channel, tries one, then all again; the rows lose nothing by it, not even over a restart', async () => {
    let down = true;
    const { port, calls } = aPort(() => (down ? { kind: 'later', afterSeconds: 0.3, why: 'unauthorized', wholeChannel: true } : { kind: 'sent' }));
    const web = aPort(undefined, 'web');
    const delivery = start([port, web.port], { parallel: 2 });
    for (let i = 0; i < 6; i++) await say(base.db, `c${i}`, `t${i}`, ['một']);
    await say(base.db, 'w', 'w1', ['trang'], { channel: 'web' });
    delivery.wake();
    await until('the pause', () => calls.length === 2 && delivery.state().paused.length === 1);
    await until('the page is not held up', () => web.calls.length === 1);
    await until('written', () => rows(base.db).filter(({ state }) => state === 'pending').length === 6);
    await delivery.stop();
    const next = start([port, web.port], { parallel: 2 });
    expect(next.state().paused).toEqual(['telegram']);
    await until('one probe', () => calls.length === 3);
    expect((calls[2]?.at ?? 0) - (calls[1]?.at ?? 0)).toBeGreaterThanOrEqual(290);
    await sleep(30);
    expect(calls.length).toBe(3);
    down = false;
    await until('all sent', settled);
    expect(rows(base.db).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('a wait that ends between looking and setting the timer is not forgotten', async () => {
    const { port } = aPort((_, call) => (call < 4 ? { kind: 'later', afterSeconds: 0, why: 'http_503' } : { kind: 'sent' }));
    let looks = 0;
    // Every look at the clock finds 3 ms gone: a wait of 4 ms is not over at the pick and is over when the timer is set.
    const delivery = start([port], { monotonic: () => 3 * looks++, random: () => 0, pace: { least: 0.004, most: 0.004 } });
    await say(base.db, 'a', 't1', ['một']);
    delivery.wake();
    await until('sent', settled);
    expect(states()).toEqual(['sent']);
  });

  it('gives up a row that keeps failing, tells an officer, and the next one goes on', async () => {
    const { port, texts } = aPort(({ text }) => (text === 'hỏng' ? { kind: 'later', afterSeconds: 0, why: 'http_500' } : { kind: 'sent' }));
    const delivery = start([port], { pace: { least: 0.001, most: 0.002, attempts: 4 } });
    await say(base.db, 'a', 't1', ['hỏng', 'sau']);
    delivery.wake();
    await until('all settled', settled);
    expect(states()).toEqual(['parked', 'sent']);
    expect(texts()).toEqual(['hỏng', 'hỏng', 'hỏng', 'hỏng', 'sau']);
    expect(events(base.db).map(({ kind, data }) => [kind, data])).toEqual([['send_parked', '{"row":1,"tag":"told","code":"tried_too_often"}']]);
  });

  it('sets a refused row aside and goes on; a port that throws stops nobody', async () => {
    const { port, texts } = aPort(({ text }) => {
      if (text === 'nổ') throw new Error('our mistake');
      return text === 'xấu' ? { kind: 'refused', code: 'bad_request' } : { kind: 'sent' };
    });
    const delivery = start([port]);
    await say(base.db, 'a', 't1', ['xấu', 'nổ', 'tốt']);
    await say(base.db, 'b', 't2', ['khác']);
    delivery.wake();
    await delivery.idle();
    expect(states()).toEqual(['refused', 'parked', 'sent', 'sent']);
    expect(texts('a')).toEqual(['xấu', 'nổ', 'tốt']);
    expect(events(base.db).map(({ kind }) => kind)).toEqual(['send_refused', 'send_parked']);
    expect(await base.db.transaction((tx) => sendAgain(tx, 1, clock()))).toBe(true);
    expect(await base.db.transaction((tx) => sendAgain(tx, 1, clock()))).toBe(false);
    delivery.wake();
    await delivery.idle();
    expect(texts('a')).toEqual(['xấu', 'nổ', 'tốt', 'xấu']);
  });

  it('repeats what is in doubt once, if it may be repeated', async () => {
    const { port, texts } = aPort(() => ({ kind: 'uncertain', why: 'timeout' }));
    const delivery = start([port]);
    await say(base.db, 'a', 't1', ['hỏi', { text: 'nộp', tag: 'handover', class: 'once' }]);
    delivery.wake();
    await until('all settled', settled);
    expect(texts()).toEqual(['hỏi', 'hỏi', 'nộp']);
    expect(states()).toEqual(['parked', 'parked']);
  });

  it('sends the link when the file is too big, unreadable or refused', async () => {
    const { port, calls } = aPort(async ({ attachment }): Promise<SendOutcome> => {
      const bytes = await attachment?.bytes();
      return bytes?.toString() === 'không hợp' ? { kind: 'refused', code: 'bad_request' } : { kind: 'sent' };
    });
    const files = new Map([
      ['big', Buffer.alloc(1001)],
      ['odd', Buffer.from('không hợp')],
      ['fine', Buffer.from('%PDF')],
    ]);
    const delivery = start([port], {
      bytesOf: async (id: string) => {
        const bytes = files.get(id);
        if (bytes === undefined) throw new Error('gone');
        return bytes;
      },
    });
    const withFile = (fileId: string) => ({ text: fileId, tag: 'd', attachment: { fileId, name: 'a.pdf', mime: 'application/pdf', url: `https://dh.example/d/${fileId}` } });
    await say(base.db, 'a', 't1', ['big', 'odd', 'gone', 'fine'].map(withFile));
    delivery.wake();
    await delivery.idle();
    expect(calls.map(({ parcel }) => [parcel.text, parcel.attachment?.fileId])).toEqual([
      ['big', 'big'],
      ['big\nhttps://dh.example/d/big', undefined],
      ['odd', 'odd'],
      ['odd\nhttps://dh.example/d/odd', undefined],
      ['gone', 'gone'],
      ['gone\nhttps://dh.example/d/gone', undefined],
      ['fine', 'fine'],
    ]);
    expect(states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('turns go before broadcasts, which take at most half the room', async () => {
    const { port, calls, mostTogether } = aPort(async () => {
      await sleep(5);
      return { kind: 'sent' };
    });
    for (let i = 0; i < 12; i++) await say(base.db, `b${i}`, `b${i}`, ['tin chung'], { lane: 'broadcast' });
    await say(base.db, 'b0', 'turn', ['trả lời']);
    const delivery = start([port], { parallel: 4 });
    await delivery.idle();
    expect(calls[0]?.text).toBe('trả lời');
    expect(calls).toHaveLength(13);
    expect(mostTogether()).toBeLessThanOrEqual(3);
  });

  it('a chat with a thousand rows does not starve the others', async () => {
    const { port, calls } = aPort(async () => {
      await sleep(1);
      return { kind: 'sent' };
    });
    await say(
      base.db,
      'flood',
      'f',
      Array.from({ length: 1000 }, (_, i) => `n${i}`),
    );
    for (let i = 0; i < 20; i++) await say(base.db, `c${i}`, `t${i}`, ['một', 'hai']);
    const delivery = start([port], { parallel: 4 });
    await until('the others are done', () => calls.filter(({ chat }) => chat !== 'flood').length === 40);
    expect(calls.filter(({ chat }) => chat === 'flood').length).toBeLessThan(100);
    await delivery.stop();
  });

  it('the pages’ own ports take everything at once', async () => {
    const delivery = start([pagePort('web'), pagePort('terminal')]);
    await say(base.db, 'w', 't1', ['một', 'hai'], { channel: 'web' });
    await say(base.db, 't', 't2', ['ba'], { channel: 'terminal' });
    await say(base.db, 'z', 't3', ['chờ'], { channel: 'zalo-oa' });
    delivery.wake();
    await delivery.idle();
    expect(states()).toEqual(['sent', 'sent', 'sent', 'pending']);
  });
});

describe('taken over', () => {
  it('no word of an older epoch is sent, but an officer’s is', async () => {
    const { port, texts } = aPort();
    await say(base.db, 'a', 't1', ['máy nói']);
    await say(base.db, 'a', 'o1', ['cán bộ nói'], { lane: 'officer' });
    await takenOver(base.db, 'a', 2);
    await say(base.db, 'a', 'n2', ['có người đây'], { epoch: 2 });
    const delivery = start([port]);
    await delivery.idle();
    expect(texts()).toEqual(['cán bộ nói', 'có người đây']);
    expect(rows(base.db)[0]).toMatchObject({ state: 'cancelled', error: 'older_epoch' });
  });
  it('a change of owner takes back what was not said yet', async () => {
    await say(base.db, 'a', 't1', ['máy nói', 'máy nói nữa']);
    await say(base.db, 'a', 'o1', ['cán bộ nói'], { lane: 'officer' });
    const id = conversationOfChat(base.db.read, 'telegram', 'a') ?? '';
    expect(await base.db.transaction((tx) => withdrawOlder(tx, id, 2, clock()))).toBe(2);
    expect(states()).toEqual(['cancelled', 'cancelled', 'pending']);
  });
});

describe('a person who stops us', () => {
  it('is not written to until they come back, and is then asked only the newest question', async () => {
    let blocked = true;
    const { port, texts } = aPort(() => (blocked ? { kind: 'refused', code: 'blocked', stopChat: true } : { kind: 'sent' }));
    const delivery = start([port]);
    await say(base.db, 'a', 't1', [question('câu 1')]);
    delivery.wake();
    await delivery.idle();
    expect(events(base.db).map(({ kind }) => kind)).toEqual(['send_refused']);
    await say(base.db, 'a', 't2', ['báo tin', question('câu 2')]);
    await say(base.db, 'a', 't3', [question('câu 3')]);
    delivery.wake();
    await delivery.idle();
    expect(texts()).toEqual(['câu 1']);
    expect(delivery.state().asleep).toBe(1);
    blocked = false;
    await base.db.transaction((tx) => stopContact(tx, 'telegram', 'a', false));
    delivery.wake();
    await until('the newest question', () => texts().includes('câu 3'));
    await delivery.idle();
    expect(texts()).toEqual(['câu 1', 'báo tin', 'câu 3']);
    expect(rows(base.db).map(({ state, error }) => [state, error])).toEqual([
      ['refused', 'blocked'],
      ['sent', null],
      ['cancelled', 'superseded'],
      ['sent', null],
    ]);
  });
});

describe('after a long outage', () => {
  it('sends all notices and only the last question of each chat', async () => {
    const old = addSeconds(clock(), -3600);
    await say(base.db, 'a', 't1', ['tin 1', question('câu 1')], { now: old });
    await say(base.db, 'a', 't2', ['tin 2', question('câu 2 phần đầu'), question('câu 2 phần sau')], { now: old });
    await say(base.db, 'b', 't3', [question('câu b')], { now: old });
    const { port, texts } = aPort();
    await start([port]).idle();
    expect(texts('a')).toEqual(['tin 1', 'tin 2', 'câu 2 phần đầu', 'câu 2 phần sau']);
    expect(texts('b')).toEqual(['câu b']);
  });
  it('fresh questions are all sent', async () => {
    await say(base.db, 'a', 't1', [question('câu 1')]);
    await say(base.db, 'a', 't2', [question('câu 2')]);
    const { port, texts } = aPort();
    await start([port]).idle();
    expect(texts()).toEqual(['câu 1', 'câu 2']);
  });
});

describe('stopped or killed', () => {
  it('a stop waits for what is on its way, takes nothing new, and nothing is sent twice', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { port, texts } = aPort(async () => {
      await gate;
      return { kind: 'sent' };
    });
    for (let i = 0; i < 10; i++) await say(base.db, `c${i}`, `t${i}`, [`${i} một`, `${i} hai`]);
    const delivery = start([port]);
    await until('on their way', () => texts().length === 10);
    const stopped = delivery.stop();
    setTimeout(release, 30);
    await stopped;
    expect(texts()).toHaveLength(10);
    expect(states().filter((state) => state === 'sent')).toHaveLength(10);
    expect(states()).not.toContain('sending');
    await start([port]).idle();
    expect(texts()).toHaveLength(20);
    expect(new Set(texts()).size).toBe(20);
  });

  it('a stop does not wait for ever', async () => {
    const { port, texts } = aPort(never);
    const delivery = start([port], { pace: { drain: 0.05 } });
    await say(base.db, 'a', 't1', ['một']);
    delivery.wake();
    await until('on its way', () => texts().length === 1);
    await delivery.stop();
    expect(states()).toEqual(['sending']);
  });

  it('what a crash left on its way is repeated once, or set aside when it must not be', async () => {
    await say(base.db, 'a', 't1', ['hỏi', 'sau']);
    await say(base.db, 'b', 't2', [{ text: 'nộp', tag: 'handover', class: 'once' }, 'sau']);
    const dead = aPort(never);
    start([dead.port], { pace: { drain: 0.01 } });
    await until('both on their way', () => dead.calls.length === 2);
    const second = aPort(never);
    start([second.port], { pace: { drain: 0.01 } }, base.reopen());
    await until('repeated', () => second.calls.length === 2);
    expect(second.texts('a')).toEqual(['hỏi']);
    expect(second.texts('b')).toEqual(['sau']);
    const third = aPort();
    await start([third.port], {}, base.reopen()).idle();
    expect(third.texts('a')).toEqual(['sau']);
    expect(third.texts('b')).toEqual(['sau']);
    expect(states()).toEqual(['parked', 'sent', 'parked', 'sent']);
  });

  it('a database that fails for a while loses nothing', async () => {
    const { port, texts } = aPort();
    let broken = 0;
    const flaky = {
      ...base.db,
      transaction: <T>(work: Parameters<typeof base.db.transaction<T>>[0]) => (broken-- > 0 ? Promise.reject(new Error('disk full')) : base.db.transaction(work)),
    };
    await say(base.db, 'a', 't1', ['một', 'hai']);
    const delivery = start([port], { random: () => 0 }, flaky);
    await until('first is out', () => texts().length >= 1);
    broken = 2;
    await sleep(1300);
    await delivery.idle();
    expect(texts()).toEqual(['một', 'hai']);
    expect(states()).toEqual(['sent', 'sent']);
  });

  it('a payload nobody can read is set aside and blocks no one', async () => {
    await say(base.db, 'a', 't1', ['một', 'hai']);
    await base.db.transaction((tx) => tx.run({ sql: `update outbox set payload = 'x' where id = 1`, binds: [] }, {}));
    const { port, texts } = aPort(undefined, 'telegram', can);
    await start([port]).idle();
    expect(texts()).toEqual(['hai']);
    expect(events(base.db).map(({ kind }) => kind)).toEqual(['send_parked']);
  });
});
