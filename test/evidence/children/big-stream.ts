/** Sends 200 MB to `takeIn` and prints what was decided, how much was read, and how far memory grew. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, takeIn } from '../../../src/evidence/index.js';

const head = Buffer.from(process.argv[2] ?? '', 'hex');
const dir = await mkdtemp(join(tmpdir(), 'big-'));
const store = await openStore(dir, Buffer.alloc(32, 1));
let sent = 0;
let closed = false;
async function* upload(): AsyncGenerator<Uint8Array> {
  try {
    for (sent = 0; sent < 200_000_000; ) {
      const chunk = Buffer.alloc(65_536, 0x41);
      if (sent === 0) head.copy(chunk);
      sent += chunk.length;
      yield chunk;
    }
  } finally {
    closed = true;
  }
}
const before = process.memoryUsage().rss;
const taken = await takeIn(upload(), { name: 'big' }, { store });
const grew = process.resourceUsage().maxRSS * 1024 - before;
await rm(dir, { recursive: true });
console.log(JSON.stringify({ code: taken.ok ? 'accepted' : taken.code, sent, closed, grew }));
