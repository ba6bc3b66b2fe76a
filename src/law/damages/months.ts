/**
 * Owns months in a stretch: whole months, then the days left over thirty. The Law does not say how; the row says this is assumed.
 * `thirtieths` is a whole number, so that money is divided once and a half đồng rounds as it should.
 */
import { addDays, addMonths, daysBetween } from '../../basics/index.js';
import type { Stretch } from '../periods.js';

export const monthsIn = ({ from, to }: Stretch): { readonly months: number; readonly days: number; readonly thirtieths: number } => {
  const end = addDays(to, 1);
  let months = Math.max(0, Math.floor(daysBetween(from, end) / 31) - 1);
  while (addMonths(from, months + 1) <= end) months += 1;
  const days = daysBetween(addMonths(from, months), end);
  return { months, days, thirtieths: months * 30 + Math.min(days, 30) };
};
