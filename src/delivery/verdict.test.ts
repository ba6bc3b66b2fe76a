import { describe, expect, it } from 'vitest';
import { backOff, usualPace } from './pace.js';
import type { Piece } from './piece.js';
import { judge, judgeLeft, type Outcome } from './verdict.js';

const words: Piece = { text: 'xin chào', choices: [], asks: false };
const file: Piece = { ...words, attachment: { fileId: 'f', name: 'a.pdf', mime: 'application/pdf', url: 'https://dh.example/d/x' } };
const row = (some: Partial<{ class: string; attempts: number; error: string | null }> = {}) => ({ class: 'repeatable', attempts: 1, error: null, ...some });
const verdict = (outcome: Outcome, some = {}, piece = words) => judge(row(some), piece, outcome, usualPace, () => 0);

describe('what an outcome means', () => {
  it('waits at least as long as asked, and longer with every failure', () => {
    expect(verdict({ kind: 'later', afterSeconds: 30, why: 'too_many_requests' })).toMatchObject({ state: 'pending', wait: 30 });
    expect(verdict({ kind: 'later', afterSeconds: 5, why: 'http_500' }, { attempts: 8 })).toMatchObject({ state: 'pending', wait: 128 });
    expect(verdict({ kind: 'later', afterSeconds: 3600, why: 'flood' }).wait).toBe(3600);
    expect(backOff(40, 0, 3600, 1, () => 1)).toBe(5400);
  });
  it('gives a row up after its attempts, but never for the channel’s own failure', () => {
    expect(verdict({ kind: 'later', afterSeconds: 5, why: 'http_500' }, { attempts: 30 })).toMatchObject({
      state: 'parked',
      event: { kind: 'send_parked', code: 'tried_too_often' },
    });
    expect(verdict({ kind: 'later', afterSeconds: 60, why: 'unauthorized', wholeChannel: true }, { attempts: 30 })).toMatchObject({ state: 'pending', attempts: 29, pause: 60 });
  });
  it('repeats a doubtful question once and a doubtful hand-over never', () => {
    const doubt: Outcome = { kind: 'uncertain', why: 'timeout' };
    expect(verdict(doubt)).toMatchObject({ state: 'pending', wait: 5, error: 'uncertain: timeout' });
    expect(verdict(doubt, { error: 'uncertain: timeout', attempts: 2 })).toMatchObject({ state: 'parked', event: { code: 'in_doubt' } });
    expect(verdict(doubt, { class: 'once' })).toMatchObject({ state: 'parked', event: { code: 'in_doubt' } });
    expect(judgeLeft(row(), usualPace)).toMatchObject({ state: 'pending', wait: 0 });
    expect(judgeLeft(row({ class: 'once' }), usualPace)).toMatchObject({ state: 'parked' });
  });
  it('remembers the doubt through failures that follow', () => {
    const { error } = verdict({ kind: 'later', afterSeconds: 1, why: 'http_503' }, { error: 'uncertain: timeout', attempts: 2 });
    expect(verdict({ kind: 'uncertain', why: 'timeout' }, { error, attempts: 3 }).state).toBe('parked');
  });
  it('sends the link when the file is refused, and gives up words that are refused', () => {
    expect(verdict({ kind: 'refused', code: 'file_too_big' }, {}, file)).toMatchObject({
      state: 'pending',
      piece: { text: 'xin chào\nhttps://dh.example/d/x' },
      event: { kind: 'file_sent_as_link' },
    });
    expect(verdict({ kind: 'refused', code: 'bad_request' })).toMatchObject({ state: 'refused', event: { kind: 'send_refused', code: 'bad_request' } });
    expect(verdict({ kind: 'refused', code: 'blocked', stopChat: true }, {}, file)).toMatchObject({ state: 'refused', stopChat: true });
    expect(verdict({ kind: 'mistake', why: 'port_threw' })).toMatchObject({ state: 'parked' });
  });
});
