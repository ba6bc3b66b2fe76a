/** Owns turning sources into programs: one bundled file each, beside the YAML tables parsed once. Types are not checked here; `npm run types` does. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { parse } from 'yaml';
import { hashOfText, PARSED_FILE } from '../src/repository/index.js';

/** What runs as a process of its own: started by people, or as a child of the program. */
export const programs = ['src/main', 'src/try', 'src/assess', 'src/dossier/typeset', 'src/evidence/workshop'] as const;

/** Parts with a binary, a worker or a file of their own beside them stay where npm put them; so does what few starts need. */
const left = [
  'sharp',
  'better-sqlite3',
  'pino',
  'heic-decode',
  'libphonenumber-js/max',
  'yaml',
  'zxing-wasm',
  '@node-rs/*',
  '@myriaddreamin/*',
  '@hyzyla/pdfium',
  '@expo-google-fonts/*',
];

/** Some packages are CommonJS and ask for Node's own modules by `require`, which a module does not have. */
const banner = "import { createRequire as requireOfThisFile } from 'node:module'; const require = requireOfThisFile(import.meta.url);";

/** Writes `<folder>/dist/<entry>.js` for each entry, and the parsed tables of `root`. Throws with esbuild's words. */
export const buildPrograms = async (root: string, folder: string = root, entries: readonly string[] = programs): Promise<void> => {
  await bundle(root, folder, entries, { external: left, banner: { js: banner } });
  const file = join(folder, PARSED_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(Object.fromEntries(yamlTexts(root).map((text) => [hashOfText(text), parse(text) as unknown]))));
};

/** As `buildPrograms`, with every package left where npm put it: for programs that are only measured or tested beside ours. */
export const buildBeside = (root: string, folder: string, entries: readonly string[]): Promise<void> => bundle(root, folder, entries, { packages: 'external' });

const bundle = async (root: string, folder: string, entries: readonly string[], how: Pick<BuildOptions, 'external' | 'banner' | 'packages'>): Promise<void> => {
  await build({
    ...how,
    absWorkingDir: root,
    entryPoints: entries.map((entry) => `${entry}.ts`),
    outbase: root,
    outdir: join(folder, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  });
};

const yamlTexts = (root: string): readonly string[] =>
  ['data', 'locales'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  );
