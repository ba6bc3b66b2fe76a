/** Owns a channel's small values in memory, for tests. */
import type { Settings } from '../../src/channels/settings.js';

export const memorySettings = (): Settings & { readonly rows: Map<string, string> } => {
  const rows = new Map<string, string>();
  return {
    rows,
    get: (key) => rows.get(key),
    set: async (key, value) => void rows.set(key, value),
    change: async (key, next) => {
      const after = next(rows.get(key));
      if (after !== undefined) rows.set(key, after);
      return rows.get(key);
    },
  };
};
