/**
 * Owns mails kept as files where there is no SMTP server: whole or not at all, once per Message-ID, for their owner's eyes only
 * (folder 0700, files 0600). They are the one thing under the state folder in clear.
 */
import { chmod, link, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The file's name. A Message-ID kept before is kept as it was. */
export const keepEml = async (dir: string, messageId: string, message: Buffer): Promise<string> => {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  const name = `${messageId.replace(/[<>]/g, '').replace(/[^\w.@-]/g, '_')}.eml`;
  const partial = join(dir, `.${name}.partial`);
  await unlink(partial).catch(unlessMissing);
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.writeFile(message);
    await file.sync();
  } finally {
    await file.close();
  }
  // A link, unlike a rename, never replaces what is there.
  await link(partial, join(dir, name)).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await unlink(partial);
  const folder = await open(dir, 'r');
  await folder.sync().finally(() => folder.close());
  return name;
};

export const codeOf = (error: unknown): string | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined);

const unlessMissing = (error: unknown): void => {
  if (codeOf(error) !== 'ENOENT') throw error;
};
