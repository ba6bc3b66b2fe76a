/** A child that does what its job says a bad decoder does. */
import { serve } from '../../../src/evidence/serve.js';

serve(async (job, say) => {
  switch (job) {
    case 'count':
      for (const n of [1, 2, 3]) await say(n);
      return true;
    case 'environment':
      await say(Object.keys(process.env));
      return false;
    case 'hang':
      for (;;);
    case 'hang after one':
      await say(1);
      for (;;);
    case 'eat': {
      const eaten: Buffer[] = [];
      for (;;) eaten.push(Buffer.alloc(20_000_000, 1));
    }
    case 'crash':
      return process.abort();
    case 'exit':
      return process.exit(3);
    case 'who':
      await say(process.pid);
      return true;
    case 'bug':
      throw new Error('a bug of ours');
    default:
      throw new Error(`no such job: ${String(job)}`);
  }
});
