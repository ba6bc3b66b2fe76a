/** Owns the little of a logger that delivery needs; pino's fits. Lines carry row numbers and codes, never names, numbers or message text. */
export type Write = (fields: Readonly<Record<string, unknown>>, text: string) => void;
export type Log = { readonly info: Write; readonly warn: Write; readonly error: Write };

/** What an operator may read of a failure of ours. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown');
