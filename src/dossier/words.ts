/** Owns the fixed words of the printed document: reads `locales/vi/dossier.yaml` once, fills `{{name}}`. Knows no record. */
import { z } from 'zod';
import { readYaml } from '../repository/index.js';
import { wordsFile } from './places.js';

type Tree = { readonly [key: string]: string | Tree };
const treeSchema: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), treeSchema])));

const flatten = (tree: Tree, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value.normalize('NFC')] as const] : flatten(value, `${path}${key}.`)));

const words: ReadonlyMap<string, string> = new Map(flatten(treeSchema.parse(readYaml(wordsFile))));

export const wordKeys = (): readonly string[] => [...words.keys()];

/** The words of a key with its places filled: `word('cover.pages', { pages: 12 })` → `'12 trang'`. A missing key or value is our mistake and throws. */
export const word = (key: string, values: Readonly<Record<string, unknown>> = {}): string => {
  const text = words.get(key);
  if (text === undefined) throw new Error(`dossier.yaml has no words for ${key}: add them`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`dossier.yaml ${key} needs a value for {{${name}}}`);
    return String(value);
  });
};
