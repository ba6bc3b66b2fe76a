/**
 * Owns the real program as a child process on a state folder of its own: starting, killing, ending, starting again, what it printed and how
 * much memory it took; and reading its database with the key while it is down. Knows no channel: the environment is the caller's.
 *
 *     const home = openBotHome({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url });
 *     const bot = await home.start();
 *     await bot.kill9();
 *     await home.read((db) => …);
 *     await home.close();
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFor } from '../../src/keys.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { type Database, openSqlite } from '../../src/storage/index.js';

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly ms: number };
export type Bot = {
  /** Where its pages are, on this machine. */
  readonly url: string;
  readonly pid: number;
  /** Power gone: no handler runs. */
  readonly kill9: () => Promise<Ended>;
  /** Asked politely; gives how long it took. */
  readonly term: () => Promise<Ended>;
  readonly alive: () => boolean;
  readonly ended: Promise<Ended>;
  /** Largest resident memory so far, MB; its children not counted. Undefined where there is no /proc. */
  readonly peakMb: () => number | undefined;
  /** Resident memory now of the program and its children together, MB. */
  readonly treeMb: () => number | undefined;
};
export type Refusal = Ended & { readonly said: string };

export type BotHome = {
  readonly stateDir: string;
  /** TMPDIR of the program: whatever it writes outside its state lies here. */
  readonly tempDir: string;
  readonly secretKey: string;
  /** Starts the program and waits until it says so; `ms` for a busy machine. Throws with what it printed when it ends instead. */
  readonly start: (environment?: Environment) => Promise<Bot>;
  /** Starts it without waiting: for killing it while it starts. */
  readonly launch: (environment?: Environment) => Launched;
  /** For a start that must fail: waits for the end. */
  readonly refuses: (environment: Environment) => Promise<Refusal>;
  /** Everything printed by every process started here, both streams, in order. */
  readonly output: () => string;
  /** Opens the database with the key, the program being down. */
  readonly read: <T>(look: (db: Database) => T | Promise<T>) => Promise<T>;
  /** The same for changing it, as damage would. */
  readonly change: (spoil: (db: Database) => Promise<unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
};
export type Environment = Readonly<Record<string, string | undefined>>;
export type Launched = Bot & { readonly ready: Promise<Bot> };

/** How much slower than a quiet machine this one is now, at least 1: time limits in tests are multiplied by it. */
export const slowness = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()) * Math.max(1, loopMs() / QUICK_LOOP_MS);

/** What the loop below takes on a machine that nobody slows. */
const QUICK_LOOP_MS = 30;
const loopMs = (): number => {
  const started = performance.now();
  let sum = 0;
  for (let i = 0; i < 2e7; i++) sum += i;
  return sum > 0 ? performance.now() - started : 0;
};

const READY = 'Đồng Hành đang chạy.';
const startMs = 120_000;

/** `environment` is all the program sees besides PATH; `from`: a state folder to begin with a copy of. */
export const openBotHome = (environment: Environment = {}, from?: { readonly stateDir: string; readonly secretKey: string }): BotHome => {
  const main = builtMain();
  const root = mkdtempSync(join(tmpdir(), 'dong-hanh-bot-'));
  const stateDir = join(root, 'state');
  const tempDir = join(root, 'tmp');
  mkdirSync(tempDir);
  if (from === undefined) mkdirSync(stateDir, { mode: 0o700 });
  else cpSync(from.stateDir, stateDir, { recursive: true });
  const secretKey = from?.secretKey ?? randomBytes(32).toString('base64');
  const groups = new Set<number>();
  let output = '';

  const launch = (extra: Environment = {}): Launched => {
    const began = performance.now();
    const env = Object.fromEntries(
      Object.entries({ PATH: process.env.PATH, TMPDIR: tempDir, STATE_DIR: stateDir, SECRET_KEY: secretKey, PORT: '0', ...environment, ...extra }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    // A group of its own, so that grandchildren orphaned by a kill can be swept up at the end.
    const child = spawn(process.execPath, [main], { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const pid = child.pid ?? 0;
    groups.add(pid);
    let own = '';
    const hear = (text: string) => {
      own += text;
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const ended = new Promise<Ended>((resolve) => child.once('close', (code, signal) => resolve({ code, signal, ms: performance.now() - began })));
    const bot = botOf(child, pid, ended, () => own);
    const ready = until(
      () => own.includes(READY) && /Dữ liệu/.test(own),
      ended,
      () => own,
    ).then(() => bot);
    ready.catch(() => undefined);
    return {
      ...bot,
      ready,
      get url() {
        return bot.url;
      },
    };
  };

  return {
    stateDir,
    tempDir,
    secretKey,
    launch,
    start: async (extra) => launch(extra).ready,
    refuses: async (extra) => {
      const before = output.length;
      const started = launch(extra);
      const ended = await Promise.race([started.ended, late()]);
      if (ended === undefined) {
        await started.kill9();
        throw new Error(`the program did not end by itself:\n${output.slice(before)}`);
      }
      return { ...ended, said: output.slice(before) };
    },
    output: () => output,
    read: async (look) => {
      const db = openSqlite(join(stateDir, 'dong-hanh.db'), keyFor(secretKey, 'database'));
      try {
        return await look(db);
      } finally {
        db.close();
      }
    },
    change: async (spoil) => {
      const db = openSqlite(join(stateDir, 'dong-hanh.db'), keyFor(secretKey, 'database'));
      await spoil(db).finally(() => db.close());
    },
    close: async () => {
      for (const pid of groups) sweep(pid);
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const botOf = (child: ChildProcess, pid: number, ended: Promise<Ended>, own: () => string): Bot => {
  const end = async (signal: NodeJS.Signals): Promise<Ended> => {
    const asked = performance.now();
    child.kill(signal);
    return { ...(await ended), ms: performance.now() - asked };
  };
  let peak: number | undefined;
  return {
    pid,
    ended,
    get url() {
      return `http://127.0.0.1:${/localhost:(\d+)/.exec(own())?.[1] ?? ''}`;
    },
    kill9: () => end('SIGKILL'),
    term: () => end('SIGTERM'),
    alive: () => child.exitCode === null && child.signalCode === null,
    peakMb: () => {
      peak = peakMb(pid) ?? peak;
      return peak;
    },
    treeMb: () => treeMb(pid),
  };
};

/** Every process of the group: field 5 of `/proc/N/stat` is the group, 24 the resident pages. */
const treeMb = (group: number): number | undefined => {
  if (!existsSync('/proc/self/stat')) return undefined;
  let pages = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[2]) === group) pages += Number(fields[21]);
    } catch {
      // It ended while we looked.
    }
  }
  return (pages * 4_096) / 1_048_576;
};

/** VmHWM, the peak since the start. */
const peakMb = (pid: number): number | undefined => {
  try {
    const kb = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
};

const until = async (isSo: () => boolean, ended: Promise<Ended>, said: () => string): Promise<void> => {
  let over: Ended | undefined;
  void ended.then((end) => {
    over = end;
  });
  const end = performance.now() + startMs;
  while (!isSo()) {
    if (over !== undefined) throw new Error(`the program ended (${over.code ?? over.signal}) before it was ready:\n${said()}`);
    if (performance.now() > end) throw new Error(`the program was not ready after ${startMs} ms:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const late = (): Promise<undefined> => new Promise((resolve) => setTimeout(() => resolve(undefined), startMs).unref());

const sweep = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

/** A port nobody listens on now: webhook mode prints its public address, not its port. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address === null || typeof address === 'string' ? reject(new Error('no port')) : resolve(address.port)));
    });
  });

const kept = 5;
const readAtRunTime = ['data', 'locales', 'templates', 'src/web/assets', 'src/console/assets'];
let built: string | undefined;

/**
 * The program compiled from the sources as they are now, in a folder of its own named after them: several test files and a developer's
 * `dist` do not fight. Types are not checked here; `npm run types` does.
 */
const builtMain = (): string => {
  built ??= build();
  return join(built, 'dist', 'src', 'main.js');
};

const build = (): string => {
  const root = repositoryFolder();
  const cache = join(tmpdir(), 'dong-hanh-builds');
  const folder = join(cache, sourcesHash(root));
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'making-'));
  cpSync(join(root, 'package.json'), join(work, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
  for (const name of readAtRunTime) cpSync(join(root, name), join(work, name), { recursive: true });
  execFileSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/build.ts'), work], { cwd: root, stdio: 'pipe' });
  try {
    renameSync(work, folder);
  } catch (error) {
    // Another test file was quicker with the same sources.
    if (!existsSync(folder)) throw error;
    rmSync(work, { recursive: true, force: true });
  }
  const old = readdirSync(cache)
    .map((name) => join(cache, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const one of old.slice(kept)) rmSync(one, { recursive: true, force: true });
  return folder;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const sourcesHash = (root: string): string => {
  const hash = createHash('sha256');
  for (const folder of ['src', 'flows', ...readAtRunTime]) for (const path of filesIn(join(root, folder))) hash.update(path).update(readFileSync(join(root, folder, path)));
  return hash.digest('hex').slice(0, 16);
};
