/**
 * Owns what a paper says besides what the clock needs, as a person can tell it: the money, the papers wanted, when and where. Which is asked
 * of which step, how an answer is read, and the details that are kept. Each may stay unknown. Pure.
 */
import { fold } from '../../basics/index.js';
import type { Day } from '../../basics/index.js';
import { readChoice, readMoney } from '../readers/index.js';
import { type StepDetail, stepDetailSchema, type StepKind } from './kinds.js';

const purposes = ['verification', 'negotiation', 'session'] as const;
type DetailName = 'items' | 'purpose' | 'at' | 'place' | 'amount' | 'rightAgency';
export type DetailAsked = { readonly name: DetailName; readonly kind: 'money' | 'lines' | 'hour' | 'line' | 'choice'; readonly options: readonly string[] };

const kinds: Readonly<Record<DetailName, DetailAsked['kind']>> = { items: 'lines', purpose: 'choice', at: 'hour', place: 'line', amount: 'money', rightAgency: 'line' };
const wanted: Readonly<Partial<Record<StepKind, readonly DetailName[]>>> = {
  supplement_asked: ['items'],
  not_accepted: ['rightAgency'],
  invited: ['purpose', 'at', 'place'],
  negotiation_ended: ['amount'],
  decision_handed: ['amount'],
  payment_notice: ['amount'],
  paid: ['amount'],
};

/** What is asked of a step a person tells, given what was told of it: no sum where nothing was agreed, no other agency where this one is right. */
export const detailsOf = (kind: StepKind, told: Readonly<Record<string, string>>): readonly DetailAsked[] =>
  (wanted[kind] ?? [])
    .filter((name) => (name === 'rightAgency' ? told.ground === 'wrong_agency' : !(kind === 'negotiation_ended' && told.agreed === 'no')))
    .map((name) => ({ name, kind: kinds[name], options: name === 'purpose' ? purposes : [] }));
const isDetail = (name: string): name is DetailName => name in kinds;

export type DetailRead = { readonly ok: true; readonly value: string } | { readonly ok: false /** Words that say why. */; readonly key: string };

/** An answer as it is kept in `told`: digits, `08:30`, lines, words. */
export const readDetail = ({ kind, options }: DetailAsked, labels: readonly string[], text: string, today: Day): DetailRead => {
  switch (kind) {
    case 'money': {
      const read = readMoney(text, { today });
      if (read.kind === 'value') return read.value > 0 ? { ok: true, value: String(read.value) } : { ok: false, key: 'refusals.money_unreadable' };
      return { ok: false, key: `refusals.${read.kind === 'refused' ? read.code : 'money_several_amounts'}` };
    }
    case 'hour': {
      const hour = readHour(text);
      return hour === undefined ? { ok: false, key: 'procedure.hour_unreadable' } : { ok: true, value: hour };
    }
    case 'lines': {
      const lines = linesIn(text);
      return lines.length === 0 ? { ok: false, key: 'refusals.empty' } : { ok: true, value: lines.join('\n') };
    }
    case 'line':
      return text.trim() === '' ? { ok: false, key: 'refusals.empty' } : { ok: true, value: text.trim().replace(/\s+/g, ' ').slice(0, 200) };
    case 'choice': {
      const read = readChoice(options.map((value, i) => ({ value, label: labels[i] ?? value })))(text, { today });
      return read.kind === 'value' ? { ok: true, value: read.value } : { ok: false, key: `refusals.${read.kind === 'refused' ? read.code : 'choice_unreadable'}` };
    }
  }
};

/** One paper a line, however it was typed: lines, `1. … 2. …`, semicolons, dashes; a single line with commas is a list too. */
const linesIn = (text: string): readonly string[] => {
  const parts = text
    .replace(/(?:^|\s)(?:\d{1,2}[.)]|[-•*+])\s+/g, '\n')
    .trim()
    .split(/\n|;/);
  const lines = parts.length > 1 ? parts : text.split(/,\s+/);
  return lines
    .map((line) => line.trim().replace(/[.,;]+$/, ''))
    .filter((line) => line !== '')
    .map((line) => line.slice(0, 200))
    .slice(0, 20);
};

/** `8h30`, `8 giờ rưỡi sáng`, `14:00`, `2 giờ chiều` → `08:30`, … Undefined when it is none. */
export const readHour = (text: string): string | undefined => {
  const said = fold(text);
  const found = /(?:^|\D)(\d{1,2})\s*(?:gio|h|g|:|\.)\s*(?:(\d{1,2})(?!\d)|(ruoi))?/.exec(said) ?? /^(?:luc )?(\d{1,2})$/.exec(said.trim());
  if (found === null) return undefined;
  const afternoon = /\b(?:chieu|toi|pm)\b/.test(said);
  const noon = /\btrua\b/.test(said);
  const hour = Number(found[1]) + ((afternoon && Number(found[1]) < 12) || (noon && Number(found[1]) < 3) ? 12 : 0);
  const minutes = found[3] === undefined ? Number(found[2] ?? 0) : 30;
  return hour > 23 || minutes > 59 ? undefined : `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
};

/** The details out of what was told; what stayed unknown is left out. */
export const detailTold = (kind: StepKind, told: Readonly<Record<string, string>>): StepDetail => {
  const known = Object.entries(told).filter(([name, value]) => value !== '' && isDetail(name) && detailsOf(kind, told).some((one) => one.name === name));
  return stepDetailSchema.parse(Object.fromEntries(known.map(([name, value]) => [name, name === 'amount' ? Number(value) : name === 'items' ? value.split('\n') : value])));
};
