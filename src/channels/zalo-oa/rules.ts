/**
 * Owns when a message may go out and at what price: Zalo's windows and quotas as one row an office can change (`setting` «zalo-oa.rules»), since Zalo
 * changes them. Pure. Without the row the defaults hold; a row that does not fit is refused at start.
 */
import { z } from 'zod';

const templateSchema = z.object({
  templateId: z.string().min(1),
  /** Field of the approved template → text; `{{text}}` is what the bot would have said, `{{url}}` our address. */
  fields: z.record(z.string(), z.string()),
  /** Longest value a field of this template takes. */
  most: z.number().int().positive().default(400),
});

const rulesSchema = z.strictObject({
  /** Hours after the person's last word in which answers cost nothing. */
  freeHours: z.number().positive().default(48),
  /** Days after it in which messages are taken at all; those after the free hours cost money. */
  pushDays: z.number().positive().default(7),
  /** Answers within the free hours; null: as many as wanted (since 2026-01; it was 8). */
  repliesWhileFree: z.number().int().positive().nullable().default(null),
  /** Messages a month that may cost money; 0: none ever. */
  billedPerMonth: z.number().int().nonnegative().default(0),
  /** Approved templates by the tag of what is said; empty: none is sent. They go out when nothing else may, and cost money. */
  templates: z.record(z.string(), templateSchema).default({}),
  templatesPerMonth: z.number().int().nonnegative().default(0),
  /** Days after which an event that was never seen is set aside instead of acted on; null: never. */
  oldestDays: z.number().positive().nullable().default(7),
  /** Off: numbered text only. */
  buttons: z.boolean().default(true),
  /** `hide`: a tap is not shown in the person's chat; `show`: it is. */
  tap: z.enum(['hide', 'show']).default('hide'),
  /** Some clients name the template of buttons, some do not; Zalo's page does not. */
  nameButtonTemplate: z.boolean().default(false),
});
export type Rules = z.infer<typeof rulesSchema>;
export type Template = z.infer<typeof templateSchema>;
const usualRules: Rules = rulesSchema.parse({});

/** The row as rules. Throws with the field when it does not fit. */
export const readRules = (row: string | undefined): Rules => {
  if (row === undefined) return usualRules;
  const read = rulesSchema.safeParse(JSON.parse(row));
  if (!read.success) throw new Error(`the setting «zalo-oa.rules» does not fit: ${z.prettifyError(read.error)}`);
  return read.data;
};

/** What is known of a chat: when the person last wrote, and how much was said since. */
export type Heard = { readonly heardAt: number | undefined; readonly saidSince: number };
/** What was sent this month that costs. */
export type Spent = { readonly billed: number; readonly templates: number };

export type Leave =
  | { readonly kind: 'free' /** It is the last one before the person must write. */; readonly last: boolean }
  | { readonly kind: 'billed' }
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'wait'; readonly why: 'window_free_over' | 'window_over' | 'replies_spent' };

const HOUR = 3_600_000;

/** Whether a message may go to this chat now, and as what. */
export const leaveFor = (rules: Rules, heard: Heard, spent: Spent, tag: string, now: number): Leave => {
  const age = heard.heardAt === undefined ? Number.POSITIVE_INFINITY : now - heard.heardAt;
  const most = rules.repliesWhileFree;
  const free = age < rules.freeHours * HOUR;
  if (free && (most === null || heard.saidSince < most)) return { kind: 'free', last: most !== null && heard.saidSince === most - 1 };
  const open = age < rules.pushDays * 24 * HOUR;
  if (open && spent.billed < rules.billedPerMonth) return { kind: 'billed' };
  const template = rules.templates[tag];
  if (!free && template !== undefined && spent.templates < rules.templatesPerMonth) return { kind: 'template', template };
  return { kind: 'wait', why: free ? 'replies_spent' : open ? 'window_free_over' : 'window_over' };
};

/** The fields of an approved template filled with what the bot would have said. */
export const filled = ({ fields, most }: Template, text: string, url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, brief(value.replaceAll('{{text}}', text).replaceAll('{{url}}', url).replace(/\s+/g, ' '), most)]));

const brief = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
