/** Owns a child's word to its parent: resolves when it has left, so that ending right after loses nothing. */
export const tell = (message: object): Promise<void> =>
  new Promise((resolve, reject) => {
    if (process.send === undefined) throw new Error('this runs as a child of bench/main.ts');
    process.send(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
