/** Owns the little of a logger this channel needs; pino's fits. Lines carry ids and codes, never names, numbers or message text. */
export type Write = (fields: Readonly<Record<string, unknown>>, text: string) => void;
export type Log = { readonly info: Write; readonly warn: Write; readonly error: Write };

/** Takes the token out of whatever an operator may read: it sits in every URL of the Bot API. */
export const redacting = (token: string, log: Log): Log => {
  const hide = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll(token, '[token]').replaceAll(encodeURIComponent(token), '[token]') : value);
  const wrap =
    (write: Write): Write =>
    (fields, text) =>
      write(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, hide(value)])), String(hide(text)));
  return { info: wrap((f, t) => log.info(f, t)), warn: wrap((f, t) => log.warn(f, t)), error: wrap((f, t) => log.error(f, t)) };
};
