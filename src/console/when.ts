/** Owns how an instant is written for officers: `22/11/2026 15:04`, in Việt Nam's time. */
import { clockAt, dayAt, type Instant, showDay } from '../basics/index.js';

export const showWhen = (at: Instant): string => `${showDay(dayAt(at))} ${clockAt(at)}`;

/** `3 ngày`, `2 giờ`, `5 phút`: a key under `console.age` and its number. */
export const ageOf = (from: Instant, to: Instant): { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number } => {
  const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
  if (minutes < 120) return { unit: 'minutes', count: minutes };
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / 1440) };
};

/** `1,4 GB` */
export const showSize = (bytes: number): string => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1).replace('.', ',')} ${units[step]}`;
};
