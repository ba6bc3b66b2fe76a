/**
 * Owns what Telegram remembers about the bot: where updates go, its menu and its descriptions. Safe to repeat: what already stands is
 * not written again, because Telegram limits these calls hard.
 */
import type { Api } from 'grammy';
import { allowedUpdates } from './update.js';
import { commandNames, type TelegramWords } from './words.js';

/** `maxConnections`: more than one is faster but lets two messages of one person overtake each other. */
export type WebhookOptions = { readonly secret: string; readonly url: string; readonly maxConnections?: number };

/** Tells Telegram to deliver to our webhook. */
export const setWebhook = async (api: Api, { url, secret, maxConnections }: WebhookOptions): Promise<void> => {
  await api.setWebhook(url, { secret_token: secret, allowed_updates: allowedUpdates, max_connections: maxConnections ?? 40 });
};

/** Tells Telegram that we fetch; what waits is kept. */
export const removeWebhook = async (api: Api): Promise<void> => {
  await api.deleteWebhook({ drop_pending_updates: false });
};

/** The menu and descriptions in Vietnamese (for everyone) and English. Only private chats get a menu. */
export const setMenus = async (api: Api, words: TelegramWords): Promise<void> => {
  const languages = [
    { said: words.vi, code: {} },
    { said: words.vi, code: { language_code: 'vi' } },
    { said: words.en, code: { language_code: 'en' } },
  ] as const;
  for (const { said, code } of languages) {
    const commands = commandNames.map((command) => ({ command, description: said.commands[command] ?? command }));
    const scope = { type: 'all_private_chats' } as const;
    const standing = await api.getMyCommands({ scope, ...code });
    if (!sameCommands(standing, commands)) await api.setMyCommands(commands, { scope, ...code });
    if ((await api.getMyDescription(code)).description !== said.description) await api.setMyDescription(said.description, code);
    if ((await api.getMyShortDescription(code)).short_description !== said.short_description) await api.setMyShortDescription(said.short_description, code);
  }
};

type Command = { readonly command: string; readonly description: string };
const sameCommands = (a: readonly Command[], b: readonly Command[]): boolean =>
  a.length === b.length && a.every((one, i) => one.command === b[i]?.command && one.description === b[i]?.description);
