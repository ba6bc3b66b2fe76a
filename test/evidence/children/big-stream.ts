/** Sends 200 MB to `takeIn` and prints what was decided, how much was read, and how far memory grew. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, takeIn } from '../../../src/evidence/index.js';

/** Not `resourceUsage().maxRSS`: that begins with the size of whoever started us. */
const peak = async (): Promise<number> => Number(/^VmHWM:\s*(\d+)/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1]) * 1024;

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
const before = await peak();
const taken = await takeIn(upload(), { name: 'big' }, { store });
const grew = (await peak()) - before;
await rm(dir, { recursive: true });
console.log(JSON.stringify({ code: taken.ok ? 'accepted' : taken.code, sent, closed, grew }));
