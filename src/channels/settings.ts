/** Owns the shape of the small values a channel keeps between starts; `src/storage` keeps them, encrypted. */
export type Settings = {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, value: string) => Promise<void>;
  /** Reads and writes in one transaction, also against other processes. */
  readonly change: (key: string, next: (value: string | undefined) => string | undefined) => Promise<string | undefined>;
};

/** A row parsed, or undefined when there is none or it is not what we write. */
export const readRow = <T>(text: string | undefined, read: (value: unknown) => { readonly success: true; readonly data: T } | { readonly success: false }): T | undefined => {
  if (text === undefined) return undefined;
  try {
    const row = read(JSON.parse(text));
    return row.success ? row.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
