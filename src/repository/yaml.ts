/**
 * Owns reading a YAML file. Parsing the tables and the words takes half of a cold start, so the build keeps what it parsed, by the hash
 * of the text: an edited file is parsed again, and nobody has to remember to build.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryFolder } from './folder.js';

/** What the build writes beside the program: hash of a YAML text → its content. */
export const PARSED_FILE = join('dist', 'yaml.json');

export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The content of a YAML file, unchecked: its reader knows the shape. Throws the parser's words with the file's name. */
export const readYaml = (file: string): unknown => {
  const text = readFileSync(file, 'utf8');
  const known = parsed()[hashOfText(text)];
  if (known !== undefined) return structuredClone(known);
  try {
    return parser()(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

let kept: Readonly<Record<string, unknown>> | undefined;
const parsed = (): Readonly<Record<string, unknown>> => {
  const file = join(repositoryFolder(), PARSED_FILE);
  kept ??= existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  return kept;
};

/** Loaded when a text is new to us: the parser alone takes a tenth of a start. */
const parser = (): ((text: string) => unknown) => {
  const { parse } = createRequire(import.meta.url)('yaml') as { readonly parse: (text: string) => unknown };
  return parse;
};
