/** Owns passwords: what is refused, hashing (argon2id) and checking. A password is normalised to NFKC first: typed in another form it would not match. */
import { hash, verify } from '@node-rs/argon2';
import { fold, ok, type Result, refused } from '../basics/index.js';
import { commonPasswords } from './common-passwords.js';

export const LEAST_LENGTH = 12;
/** Longer ones cost us time and win nothing. */
const MOST_LENGTH = 200;

/** One code per reason; words under `console.refused`. */
const passwordRefusals = ['password_short', 'password_long', 'password_common', 'password_simple', 'password_is_you'] as const;
export type PasswordRefusal = (typeof passwordRefusals)[number];

const normal = (password: string): string => password.normalize('NFKC');

/** `about`: the person's address and name, which a password must not be made of. */
export const checkPassword = (password: string, about: readonly string[]): Result<string, PasswordRefusal> => {
  const text = normal(password);
  const plain = fold(text).replace(/\s/g, '');
  if ([...text].length < LEAST_LENGTH) return refused('password_short');
  if (text.length > MOST_LENGTH) return refused('password_long');
  if (commonPasswords.has(plain) || commonPasswords.has(plain.replace(/[\d\p{P}\p{S}]+$/u, ''))) return refused('password_common');
  if (new Set(plain).size < 6) return refused('password_simple');
  const own = about.map((one) => fold(one).replace(/\s/g, '')).flatMap((one) => [one, one.split('@')[0] ?? '']);
  if (own.some((one) => one.length > 3 && plain.replace(/[\d\p{P}\p{S}]+$/u, '') === one.replace(/[\d\p{P}\p{S}]+$/u, ''))) return refused('password_is_you');
  return ok(text);
};

/** argon2id, 19 MiB, two passes: the library's defaults, as OWASP advises. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });

export const isPassword = (stored: string, password: string): Promise<boolean> => (password.length > MOST_LENGTH * 4 ? Promise.resolve(false) : verify(stored, normal(password)));

let nobody: Promise<string> | undefined;
/** Takes as long as a real check, so that an unknown address cannot be told from a known one. */
export const checkNobody = async (password: string): Promise<false> => {
  nobody ??= hashPassword('nobody has this password');
  await isPassword(await nobody, password);
  return false;
};
