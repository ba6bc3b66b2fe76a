/** Owns the script of things that go wrong, and drawing from it. Chance comes from the world's seeded numbers, so a run repeats. */
import { z } from 'zod';

/**
 * `delay`: the call waits first. `drop_before`: the connection dies, nothing was accepted. `drop_after`: accepted and in the ledger, then the
 * connection dies. `status`: answered with a code. `gateway_after`: accepted, then a gateway's 502 page. `gateway`: a gateway's page, nothing accepted.
 * `reset_file`: half of a downloaded file, then the connection dies. `short_file`: half of it, and a clean end.
 */
export const faultSchema = z.object({
  kind: z.enum(['delay', 'drop_before', 'drop_after', 'status', 'gateway_after', 'gateway', 'reset_file', 'short_file']),
  /** As the Bot API spells it, or `file` for downloads; any when absent. */
  method: z.string().optional(),
  chat: z.number().optional(),
  /** How often it strikes; 0 is for ever. */
  times: z.number().int().nonnegative().default(1),
  /** From 0 to 1, drawn from the seed. */
  chance: z.number().min(0).max(1).default(1),
  ms: z.number().nonnegative().default(0),
  code: z.number().int().default(500),
  description: z.string().optional(),
  retryAfter: z.number().int().optional(),
});
export type FaultSpec = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { struck: number };

/** The faults that strike this call; each is counted. */
export const strike = (faults: Fault[], random: () => number, method: string, chat: number | undefined): readonly Fault[] => {
  const struck: Fault[] = [];
  for (const fault of faults.slice()) {
    if (fault.method !== undefined && fault.method.toLowerCase() !== method.toLowerCase()) continue;
    if (fault.method === undefined && method === 'file') continue;
    if (fault.chat !== undefined && fault.chat !== chat) continue;
    if (fault.chance < 1 && random() >= fault.chance) continue;
    fault.struck += 1;
    struck.push(fault);
    if (fault.times > 0 && fault.struck >= fault.times) faults.splice(faults.indexOf(fault), 1);
  }
  return struck;
};

/** Telegram's words for a code, where the test gives none. */
export const wordsFor = (code: number, retryAfter: number | undefined): string => {
  switch (code) {
    case 401:
      return 'Unauthorized';
    case 403:
      return 'Forbidden: bot was blocked by the user';
    case 404:
      return 'Not Found';
    case 409:
      return 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
    case 413:
      return 'Request Entity Too Large';
    case 429:
      return `Too Many Requests: retry after ${retryAfter ?? 1}`;
    case 502:
      return 'Bad Gateway';
    default:
      return code >= 500 ? 'Internal Server Error' : 'Bad Request';
  }
};
