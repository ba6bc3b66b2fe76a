/** Owns the few words that live in Telegram's own menus (`locales/<language>/telegram.yaml`), read and checked once at start. */
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../repository/index.js';

/** The menu, in the order it is shown. Each is a message the conversation understands. */
export const commandNames = ['batdau', 'visao', 'xemlai', 'odau', 'canbo', 'english', 'xuat', 'xoa', 'trogiup'] as const;

const wordsSchema = z.object({
  /** Shown in an empty chat before "Start". */
  description: z.string().min(1).max(512),
  /** Shown on the bot's profile and when its link is shared. */
  short_description: z.string().min(1).max(120),
  /** Said once in a group; `{{link}}` is the private chat. */
  in_group: z.string().min(1).max(500).includes('{{link}}'),
  commands: z.object(Object.fromEntries(commandNames.map((name) => [name, z.string().min(1).max(256)]))),
});
export type TelegramWords = { readonly vi: z.infer<typeof wordsSchema>; readonly en: z.infer<typeof wordsSchema> };

/** Reads both languages from a `locales` folder; throws, naming the file, when one is missing or does not fit Telegram's limits. */
export const readTelegramWords = (localesFolder: string): TelegramWords => ({ vi: read(localesFolder, 'vi'), en: read(localesFolder, 'en') });

const read = (folder: string, language: string): TelegramWords['vi'] => {
  const file = join(folder, language, 'telegram.yaml');
  const words = wordsSchema.safeParse(readYaml(file));
  if (!words.success) throw new Error(`${file} does not fit Telegram: ${z.prettifyError(words.error)}`);
  return words.data;
};
