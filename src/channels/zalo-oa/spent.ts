/** Owns the row that counts what cost money in a month (`setting` «zalo-oa.spent.2026-11»). */
import { z } from 'zod';

export const spentSchema = z.object({ billed: z.number().int().nonnegative(), templates: z.number().int().nonnegative() });
