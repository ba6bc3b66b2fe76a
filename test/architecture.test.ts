/** The fear: the shape rots. Imports only go down, through each folder's index; the law and the conversation never touch clock, network or disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFolder } from '../src/repository/index.js';

const root = repositoryFolder();
/** Top to bottom. A folder may import any below it. */
const order = [
  ['src/main.ts', 'src/try.ts', 'src/read.ts', 'src/assess.ts'],
  ['src/terminal', 'src/book'],
  ['src/app.ts', 'src/uploads.ts', 'src/agency-pages.ts', 'src/timeline-pages.ts', 'src/chat-pages.ts', 'src/downloads.ts', 'src/watching.ts'],
  ['src/web', 'src/console'],
  ['src/chores'],
  ['src/desk'],
  ['src/turns.ts'],
  ['src/dossier', 'src/letters'],
  ['src/turn'],
  ['src/channels'],
  ['src/config.ts', 'src/keys.ts', 'src/lock.ts', 'src/log.ts', 'src/backup.ts'],
  ['src/inbox', 'src/delivery', 'src/procedure'],
  ['src/cases', 'src/office'],
  ['flows'],
  ['src/conversation'],
  ['src/law', 'src/wording', 'src/places'],
  ['src/evidence', 'src/storage'],
  ['src/messages'],
  ['src/basics', 'src/repository'],
];
/** Said aloud: the frozen record reads the talk as the turn loads it, and a chore reads through the turn's loader. */
const free = new Set(['src/log.ts']);

const sources = ['src', 'flows'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);
const levelOf = (path: string): number => order.findIndex((rooms) => rooms.some((room) => path === room || path.startsWith(`${room}/`)));
const roomOf = (path: string): string => order.flat().find((room) => path === room || path.startsWith(`${room}/`)) ?? path;
const importsOf = (path: string): readonly string[] =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => relative(root, resolve(dirname(join(root, path)), match[1] as string)));

describe('architecture', () => {
  it('every source file belongs to a room', () => {
    expect(sources.filter((path) => levelOf(path) < 0)).toEqual([]);
  });

  it('imports only go down', () => {
    const up = sources.flatMap((path) =>
      importsOf(path)
        .filter((target) => !free.has(target.replace(/\.js$/, '.ts')))
        .filter((target) => levelOf(target.replace(/\.js$/, '.ts')) >= 0 && levelOf(target.replace(/\.js$/, '.ts')) < levelOf(path))
        .map((target) => `${path} → ${target}`),
    );
    expect(up).toEqual([]);
  });

  it('a folder is entered by its index', () => {
    const doors = sources.flatMap((path) =>
      importsOf(path)
        .map((target) => target.replace(/\.js$/, '.ts'))
        .filter((target) => roomOf(target) !== roomOf(path) && !roomOf(target).endsWith('.ts') && target !== `${roomOf(target)}/index.ts` && target.split('/').length > 2)
        .map((target) => `${path} → ${target}`),
    );
    const allowed = [/→ src\/law\/(facts|finding)\.ts$/, /→ src\/conversation\/readers\//, /^src\/app\.ts → src\/web\/port\.ts$/, /→ src\/terminal\//, /\.json$/];
    expect(doors.filter((door) => !allowed.some((pattern) => pattern.test(door)))).toEqual([]);
  });

  it('law, conversation, flows and turn read no clock, no randomness and no network', () => {
    const pure = sources.filter((path) => /^(src\/law|src\/conversation|src\/turn|flows|src\/basics)\//.test(path));
    const impure = pure.flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return [/\bDate\.now\(/, /new Date\(\)/, /Math\.random\(/, /\bfetch\(/, /node:https?'/, /\baxios\b/]
        .filter((pattern) => pattern.test(text))
        .map((pattern) => `${path}: ${pattern.source}`);
    });
    expect(impure).toEqual([]);
  });

  it('nothing in the repository names a path of a machine or a registry', () => {
    const named = sources.filter((path) => /\/work\/|registry\.npmjs|farm-studio/.test(readFileSync(join(root, path), 'utf8')));
    expect(named).toEqual([]);
  });
});
