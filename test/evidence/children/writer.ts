/** Puts file after file into a store and says each hash once it is safe; made to be killed. */
import { createHash } from 'node:crypto';
import { openStore } from '../../../src/evidence/index.js';

const store = await openStore(process.argv[2] ?? '', Buffer.alloc(32, 1));
for (let n = 0; ; n += 1) {
  const bytes = Buffer.alloc(3_000_000, createHash('sha256').update(String(n)).digest());
  process.stdout.write(`${(await store.put(bytes)).sha256}\n`);
}
