/** The fear: an hour or a list of papers is read otherwise than it was meant, or a sum is asked where there is none. */
import { describe, expect, it } from 'vitest';
import { detailsOf, detailTold, readDetail, readHour } from './details.js';

describe('an hour, as people type it', () => {
  it.each([
    ['8h30', '08:30'],
    ['8g30', '08:30'],
    ['8 giờ rưỡi sáng', '08:30'],
    ['14:00', '14:00'],
    ['2 giờ chiều', '14:00'],
    ['2h chieu', '14:00'],
    ['12 giờ trưa', '12:00'],
    ['1h trưa', '13:00'],
    ['lúc 9', '09:00'],
    ['13h', '13:00'],
    ['25h', undefined],
    ['8h75', undefined],
    ['buổi sáng', undefined],
    ['', undefined],
  ])('%s', (text, hour) => expect(readHour(text)).toBe(hour));
});

describe('papers wanted, in one message', () => {
  const lines = (text: string) => readDetail({ name: 'items', kind: 'lines', options: [] }, [], text, '2026-12-01');
  it.each([
    ['Giấy ra viện\nBảng lương 2025', 'Giấy ra viện\nBảng lương 2025'],
    ['1. Giấy ra viện 2. Bảng lương', 'Giấy ra viện\nBảng lương'],
    ['1. Giấy ra viện\n2. Bảng lương', 'Giấy ra viện\nBảng lương'],
    ['- giấy ra trại; sổ hộ khẩu.', 'giấy ra trại\nsổ hộ khẩu'],
    ['giấy ra trại, bảng lương', 'giấy ra trại\nbảng lương'],
    ['Hợp đồng số 12/2024', 'Hợp đồng số 12/2024'],
  ])('%s', (text, value) => expect(lines(text)).toEqual({ ok: true, value }));
  it('nothing but dashes is nothing', () => expect(lines('- ;')).toMatchObject({ ok: false }));
});

describe('what is asked', () => {
  it('a sum only where one was agreed, another agency only where this one is wrong', () => {
    expect(detailsOf('negotiation_ended', { agreed: 'no' })).toEqual([]);
    expect(detailsOf('negotiation_ended', { agreed: 'yes' }).map(({ name }) => name)).toEqual(['amount']);
    expect(detailsOf('not_accepted', { ground: 'time_barred' })).toEqual([]);
    expect(detailsOf('not_accepted', { ground: 'wrong_agency' }).map(({ name }) => name)).toEqual(['rightAgency']);
  });

  it('what stayed unknown is no detail; a sum is whole đồng', () => {
    expect(detailTold('decision_handed', { amount: '120000000', number: '02/QĐ' })).toEqual({ amount: 120_000_000 });
    expect(detailTold('invited', { purpose: 'negotiation', at: '', place: 'Phòng 2' })).toEqual({ purpose: 'negotiation', place: 'Phòng 2' });
  });
});
