/** The fear: the documents lie. What they name exists, what exists is named, and every word is there in both languages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { refusalCodes } from '../src/conversation/readers/index.js';
import { fileRefusals, photoDoubts } from '../src/evidence/index.js';
import { repositoryFolder } from '../src/repository/index.js';
import { agencySchema } from '../src/law/index.js';
import { languages } from '../src/wording/index.js';

const root = repositoryFolder();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const notOurs = new Set(['node_modules', 'dist', '.git', '.state', 'coverage', 'test-results']);
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(entry.name) || entry.name.endsWith('.log')) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
const files = filesIn('');
const documents = files.filter((path) => path.endsWith('.md'));
const top = read('README.md');
const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()), dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) });
const manifest = manifestSchema.parse(JSON.parse(read('package.json')));
/** Every code span of a document, fenced blocks included as one. */
const spans = (text: string): readonly string[] => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
const named = (what: string, text: string): boolean => spans(text).some((span) => span === what || span.split(/[\s,]+/).includes(what));

describe('what exists is described', () => {
  it('every npm script and every make target, in the top README', () => {
    const targets = [...read('Makefile').matchAll(/^([a-z-]+):/gm)].map((match) => match[1] ?? '').filter((name) => name !== 'setup');
    const said = (command: string): boolean => new RegExp(`${command}(?![\\w:-])`).test(top);
    const missing = [
      ...Object.keys(manifest.scripts).filter((name) => ![`npm run ${name}`, `npm run -s ${name}`, `npm ${name}`].some(said)),
      ...targets.filter((name) => !said(`make ${name}`)).map((name) => `make ${name}`),
    ];
    expect(missing).toEqual([]);
  });

  it('every environment variable of src/config.ts, and no other, has a row in the top README', () => {
    const variables = [...[...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]), 'LOG_LEVEL'].sort();
    expect(variables.length).toBeGreaterThan(8);
    const section = top.slice(top.indexOf('## Environment'), top.indexOf('## Where do I change'));
    const rows = [...section.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]).sort();
    expect(rows).toEqual(variables);
  });

  it('nothing under src reads the environment elsewhere than where the README says', () => {
    const readers = files.filter((path) => path.startsWith('src/') && /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && /process\.env/.test(read(path)));
    expect(readers.sort()).toEqual(['src/log.ts', 'src/main.ts']);
  });

  it('every folder has a README and is listed', () => {
    const folders = [
      'flows',
      'locales',
      'data',
      'test',
      'templates',
      ...readdirSync(join(root, 'src'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `src/${name}`),
    ];
    // Each channel has its own; the folder of channels holds nothing but the list of them.
    const homes = folders.map((folder) => (folder === 'src/channels' ? 'src/channels/telegram' : folder));
    expect(homes.filter((folder) => !existsSync(join(root, folder, 'README.md')))).toEqual([]);
    expect(folders.filter((folder) => !new RegExp(`^\\| \\[${folder}\\]`, 'm').test(top))).toEqual([]);
    const channels = readdirSync(join(root, 'src/channels'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(channels.filter(({ name }) => !existsSync(join(root, 'src/channels', name, 'README.md')))).toEqual([]);
  });

  it('every folder of test and data, every locale file and every file lying in src', () => {
    const without = (readme: string, names: readonly string[]): readonly string[] => names.filter((name) => !named(name, read(readme))).map((name) => `${readme}: ${name}`);
    const foldersOf = (path: string): readonly string[] =>
      readdirSync(join(root, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${name}/`);
    const filesOf = (path: string): readonly string[] =>
      readdirSync(join(root, path), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
    expect([
      ...without('test/README.md', [...foldersOf('test'), ...filesOf('test').filter((name) => name.endsWith('.ts'))]),
      ...without('data/README.md', foldersOf('data')),
      ...without(
        'locales/README.md',
        [...new Set(languages.flatMap((language) => filesOf(`locales/${language}`)))].map((name) => (onlyVietnamese.has(name) || name === 'terms.json' ? `vi/${name}` : name)),
      ),
      ...without('README.md', filesOf('src')),
      ...without(
        'flows/README.md',
        filesOf('flows').filter((name) => name.endsWith('.ts')),
      ),
    ]).toEqual([]);
  });

  it('every kind of chore, with its file', () => {
    const kinds = [...(/timerKinds = \[([^\]]+)\]/.exec(read('src/cases/timers.ts'))?.[1] ?? '').matchAll(/'([a-z_]+)'/g)].map((match) => match[1]);
    const rows = [...read('src/chores/README.md').matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
    expect(rows.sort()).toEqual(kinds.sort());
  });

  it('every decision is dated', () => {
    const undated = documents.flatMap((path) => {
      const section =
        read(path)
          .split(/^## Decisions$/m)[1]
          ?.split(/^## /m)[0] ?? '';
      return [...section.matchAll(/^- (.{0,40})/gm)].filter((match) => !/^20\d\d-\d\d-\d\d/.test(match[1] ?? '')).map((match) => `${path}: ${match[1]}`);
    });
    expect(undated).toEqual([]);
  });
});

describe('what is described exists', () => {
  it('every relative link', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => (match[1] ?? '').split('#')[0] ?? '')
        .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(resolve(root, dirname(path), target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('every command: npm run, make, and the paths given to vitest', () => {
    const sources = [...documents, ...files.filter((path) => /^(src|flows|test|bench|scripts)\/.*\.tsx?$/.test(path) || path === '.ci/run')];
    const wrong = sources
      .filter((path) => path !== 'test/docs.test.ts')
      .flatMap((path) => {
        const text = read(path);
        const scripts = [...text.matchAll(/\bnpm run (?:-s |--silent )?([a-z][a-z:]*)/g)].map((match) => match[1] ?? '').filter((name) => !(name in manifest.scripts));
        const targets = [...text.matchAll(/`(?:[A-Z_]+=\S+ )?make ([a-z]+)`|exec make ([a-z]+)/g)]
          .map((match) => match[1] ?? match[2] ?? '')
          .filter((name) => !new RegExp(`^${name}:`, 'm').test(read('Makefile')));
        const paths = [...text.matchAll(/npx (?:vitest run|tsx) ([^`\n]+)/g)]
          .flatMap((match) => (match[1] ?? '').split(' '))
          .filter((word) => /^(src|test|flows)\//.test(word) && !existsSync(join(root, word)));
        return [...scripts.map((name) => `${path}: npm run ${name}`), ...targets.map((name) => `${path}: make ${name}`), ...paths.map((name) => `${path}: ${name}`)];
      });
    expect(wrong).toEqual([]);
  });

  it('every file and folder named in backticks', () => {
    const wrong = documents.flatMap((path) =>
      spans(read(path).replace(/```[\s\S]*?```/g, ''))
        .flatMap(pathsIn)
        .filter((word) => !found(word, path))
        .map((word) => `${path}: ${word}`),
    );
    expect(wrong).toEqual([]);
  });

  it('an agency entered as data/README.md shows is one the program takes', () => {
    const shown = ['data/README.md', 'data/agencies/README.md'].map((path) => /```yaml\n([\s\S]*?)```/.exec(read(path))?.[1] ?? '').map((text): unknown => parse(text));
    expect(z.array(agencySchema).safeParse(shown[0]).success).toBe(true);
    expect(agencySchema.safeParse(shown[1]).success).toBe(true);
  });

  it('every exported name that a README calls', () => {
    const platforms = 'formData';
    const source = files
      .filter((path) => /^(src|flows|test)\/.*\.tsx?$/.test(path))
      .map(read)
      .join('\n');
    const calls = documents.flatMap((path) => spans(read(path)).flatMap((span) => [...span.matchAll(/\b([a-z][A-Za-z]+)\(/g)].map((match) => ({ path, name: match[1] ?? '' }))));
    expect(calls.filter(({ name }) => name !== platforms && !new RegExp(`\\b${name}\\b`).test(source)).map(({ path, name }) => `${path}: ${name}()`)).toEqual([]);
  });
});

/** What looks like a path of this repository: it has an ending we use, or begins in one of our folders. */
const pathsIn = (span: string): readonly string[] =>
  span
    .split(/[\s,;]+/)
    .map((word) => word.replace(/[.:)]+$/, '').replace(/^[(]+/, ''))
    .filter((word) => /^[\w@.*/<>{}-]+$/.test(word) && !word.startsWith('STATE_DIR/'))
    .filter((word) => /^(src|flows|locales|data|test|templates|docs|scripts|bench|\.ci)\//.test(word) || /^[\w.*/-]+\.(ts|tsx|js|css|svg|yaml|typ|md|json)$/.test(word));

/** Made by the operator or while the program runs, or only a name in its memory. */
const madeLater = new Set(['agencies.yaml', 'plan.json', 'case.json', 'data/agencies/contacts']);

const found = (word: string, document: string): boolean => {
  if (madeLater.has(word)) return true;
  const path = word.replace(/<[^>]+>/g, '*').replace(/\/$/, '');
  if (!path.includes('*') && [root, join(root, dirname(document))].some((folder) => existsSync(join(folder, path)))) return true;
  // With a star, or named from a neighbour: `chat/talk.ts` of the folder the sentence is about.
  const pattern = new RegExp(`(^|/)${path.replace(/[.]/g, '\\.').replace(/[*]/g, '[^/]*')}$`);
  return files.some((file) => pattern.test(file));
};

/** An agency or a lawyer reads these, whatever language the person chatted in. */
const onlyVietnamese = new Map([
  ['book.yaml', 'the lawyer’s book'],
  ['agency.yaml', "the agency's page"],
  ['letters.yaml', 'letters and drafts, printed'],
  ['following.yaml', "officers' pages on the procedure"],
  ['dossier.yaml', 'the printed dossier'],
  ['freeze.yaml', 'fields of the frozen record, printed'],
  ['mail.yaml', 'the mail to the agency'],
  ['book.yaml', "the lawyer's book"],
]);
/** Lists of phrases: what people type differs from language to language, so only the names must agree. */
const phraseLists = new Set(['commands.yaml', 'keywords.yaml']);

type Leaf = { readonly key: string; readonly text: string };
const leavesOf = (tree: unknown, key = ''): readonly Leaf[] => {
  if (typeof tree === 'string') return [{ key, text: tree }];
  if (Array.isArray(tree)) return [{ key, text: tree.join('\n') }];
  if (typeof tree !== 'object' || tree === null) return [{ key, text: '' }];
  return Object.entries(tree).flatMap(([name, branch]) => leavesOf(branch, key === '' ? name : `${key}.${name}`));
};
const localeFiles = (language: string): readonly string[] =>
  files.filter((path) => path.startsWith(`locales/${language}/`) && path.endsWith('.yaml')).map((path) => relative(`locales/${language}`, path));
const words = (language: string, file: string): readonly Leaf[] => leavesOf(parse(read(`locales/${language}/${file}`)));
const placesIn = (text: string): readonly string[] => [...text.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map((match) => (match[1] ?? '').replace(/\s/g, '')).sort();
const shared = localeFiles('vi').filter((file) => !onlyVietnamese.has(file));

describe('words', () => {
  it('the same files in every language, but those that are Vietnamese on purpose', () => {
    for (const language of languages.filter((one) => one !== 'vi')) {
      expect([...localeFiles(language)].sort(), language).toEqual([...shared].sort());
      expect(localeFiles(language).filter((file) => onlyVietnamese.has(file))).toEqual([]);
    }
    expect([...onlyVietnamese.keys()].filter((file) => !localeFiles('vi').includes(file))).toEqual([]);
  });

  it.each(shared)('%s: the same keys and the same places to fill', (file) => {
    const [vi, en] = [words('vi', file), words('en', file)];
    // `within` and `near` are extras of a command that one language may not need.
    const keys = (leaves: readonly Leaf[]): readonly string[] => [...new Set(leaves.map(({ key }) => (file === 'commands.yaml' ? (key.split('.')[0] ?? '') : key)))].sort();
    expect(keys(en)).toEqual(keys(vi));
    if (phraseLists.has(file)) return;
    const english = new Map(en.map(({ key, text }) => [key, text]));
    expect(vi.filter(({ key, text }) => placesIn(text).join() !== placesIn(english.get(key) ?? '').join()).map(({ key }) => key)).toEqual([]);
  });

  it('none is empty', () => {
    const empty = languages.flatMap((language) =>
      localeFiles(language).flatMap((file) =>
        words(language, file)
          .filter(({ text }) => text.trim() === '')
          .map(({ key }) => `${language}/${file}: ${key}`),
      ),
    );
    expect(empty).toEqual([]);
  });

  it('every reason for refusing words or a file is described and has words in both languages', () => {
    const described = (readme: string, codes: readonly string[]): readonly string[] => codes.filter((code) => !named(code, read(readme)));
    expect(described('src/conversation/readers/README.md', refusalCodes)).toEqual([]);
    expect(described('src/evidence/README.md', [...fileRefusals, ...photoDoubts])).toEqual([]);
    for (const language of languages) {
      const said = (file: string): ReadonlySet<string> => new Set(words(language, file).map(({ key }) => key));
      expect(
        refusalCodes.filter((code) => !said('refusals.yaml').has(code)),
        language,
      ).toEqual([]);
      expect(
        [...fileRefusals, ...photoDoubts].filter((code) => !said('files.yaml').has(code)),
        language,
      ).toEqual([]);
    }
  });

  it('glossary, terms, code and locales speak of the same things', () => {
    const terms = z.record(z.string(), z.string().min(3)).parse(JSON.parse(read('locales/vi/terms.json')));
    const rows = Object.fromEntries(
      [
        ...(read('docs/glossary.md')
          .split('## Our own words')[0]
          ?.matchAll(/^\| `(\w+)` \| ([^|]+) \| [^|]{10,} \|$/gm) ?? []),
      ].map((match) => [match[1], match[2]]),
    );
    expect(rows).toEqual(terms);
    const code = files
      .filter((path) => /^(src|flows)\/.*\.tsx?$/.test(path))
      .map(read)
      .join('\n');
    expect(Object.keys(terms).filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
    const vietnamese = files
      .filter((path) => /^(locales\/vi|data\/law|data\/wages)\/.*\.yaml$/.test(path))
      .map(read)
      .join('\n')
      .toLowerCase();
    expect(Object.values(terms).filter((term) => !vietnamese.includes(term.toLowerCase()))).toEqual([]);
  });
});

describe('what we pass on', () => {
  it('every package is pinned to one version', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('every installed package whose licence asks for more than a notice is in NOTICE, and what NOTICE names is right', () => {
    const notice = read('NOTICE');
    const lock = z
      .object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional(), license: z.string().optional() }).loose()) })
      .parse(JSON.parse(read('package-lock.json')));
    const simple = /^\(?(MIT|MIT-0|ISC|0BSD|BSD-0-Clause|BSD-[23]-Clause|Apache-2\.0|MIT AND OFL-1\.1|(MIT OR .+)|(.+ OR MIT.*))\)?$/;
    const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    expect(shipped.length).toBeGreaterThan(100);
    const heavy = shipped.filter(([, { license = '' }]) => !simple.test(license)).map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(heavy.filter((name) => !notice.includes(name) && !(name.startsWith('@img/sharp-') && notice.includes('@img/sharp-libvips-*')))).toEqual([]);
    for (const [, name = '', version = ''] of notice.matchAll(/^ {2}([\w@/-]+?)(?:-\*)? (\d+\.\d+\.\d+) /gm))
      expect(
        shipped.some(([path, one]) => path.includes(name) && one.version === version),
        `${name} ${version}`,
      ).toBe(true);
    for (const font of ['OFL-1.1', 'Tinos', 'Be Vietnam Pro'].map((word) => word.replace('OFL-1.1', 'SIL Open Font License 1.1'))) expect(notice).toContain(font);
  });

  it('no document names a machine, a tool of ours or a place where packages are kept', () => {
    const words = [
      ['/wor', 'k/'],
      ['.libr', 'ary'],
      ['hel', 'per'],
      ['farm-', 'studio'],
      ['dupli', 'cates'],
      ['registry.', 'npm'],
    ].map((parts) => parts.join(''));
    const texts = [
      ...documents,
      'NOTICE',
      'package.json',
      'Makefile',
      '.npmrc',
      ...files.filter((path) => /^(scripts|locales|data|docs|templates|bench)\/.*\.(ts|yaml|json|typ)$/.test(path)),
    ];
    expect(texts.flatMap((path) => words.filter((word) => read(path).toLowerCase().includes(word)).map((word) => `${path}: ${word}`))).toEqual([]);
  });
});
