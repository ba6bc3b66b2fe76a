import { describe, expect, it } from 'vitest';
import { assertWhole, notIndexed, notPrinted, notStored } from './whole.js';

const file = (sha256: string, pages = 1) => ({ sha256, name: `${sha256}.jpg`, mime: 'image/jpeg', pages, receivedAt: '2026-11-20T02:00:00.000Z' });
const record = { exhibits: [{ number: 1, title: 'x', files: [file('a', 2), file('b')] }], leftOut: [{ name: 'c.ogg', sha256: 'c', because: 'không in được' }] };
const row = (sha256: string | null, state = 'received') => ({ name: '', sha256, state });
const all = [row('a'), row('b'), row('c')];

describe('a dossier is whole when everything received is accounted for once', () => {
  it('is whole', async () => {
    expect(notIndexed(record, all)).toEqual([]);
    expect(await notStored(record, async () => true)).toEqual([]);
    expect(notPrinted(record, { exhibits: [{ number: 1, from: 9, to: 11 }], pictureBytes: [1, 1, 1] })).toEqual([]);
  });
  it.each<[string, readonly ReturnType<typeof row>[], string]>([
    ['a file more', [...all, row('d')], 'received but not listed: d'],
    ['the same file twice, listed once', [...all, row('a')], 'received but not listed: a'],
    ['a file less', all.slice(1), 'listed but not received: a'],
    ['one refused and not named', [...all, row(null, 'refused')], 'received but not listed: a file never taken in'],
  ])('%s is seen', (_, rows, said) => expect(notIndexed(record, rows)).toEqual([said]));
  it('a reason is not left empty', () => {
    expect(notIndexed({ ...record, leftOut: [{ name: 'c', sha256: 'c', because: ' ' }] }, all)).toEqual(['left out without a reason: c']);
  });
  it('a page lost in print, an exhibit lost, bytes lost: each is seen', async () => {
    expect(notPrinted(record, { exhibits: [{ number: 1, from: 9, to: 10 }], pictureBytes: [1, 1] })).toHaveLength(2);
    expect(notPrinted(record, { exhibits: [], pictureBytes: [] })).toHaveLength(2);
    expect(await notStored(record, async (sha) => sha !== 'c')).toEqual(['not in the store: c']);
  });
  it('what is lost is said with what to do', () => {
    expect(() => assertWhole('DH-2026-000001', [], ['not in the store: c'])).toThrow(/DH-2026-000001 is not whole .* not in the store: c; .*prepare it again/);
    expect(() => assertWhole('DH-2026-000001', [], [])).not.toThrow();
  });
});
