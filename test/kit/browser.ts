/** Owns a real browser for tests: finds it, starts it quietly, shows pages in a letter a phone would use, and asks what keeps people out of one. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts Chromium. Throws one sentence with what to do when there is none. Close it when done. */
export const openBrowser = (): Promise<Browser> => {
  const path = places.find((place) => place !== undefined && existsSync(place));
  if (path === undefined) throw new Error('no Chromium on this machine: run `apt-get install -y chromium`, or set CHROMIUM_PATH to one');
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    env: { ...process.env, FONTCONFIG_FILE: phoneLetters() },
  });
};

/** Servers have no phone's font, and the fallback is wide and ugly: screenshots would judge the wrong page. */
const phoneLetters = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dong-hanh-letters-'));
  const letters = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'));
  const file = join(folder, 'fonts.conf');
  const alias = (family: string): string =>
    `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="assign" binding="strong"><string>Be Vietnam Pro</string></edit></match>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${letters}</dir><cachedir>${folder}</cachedir>${['system-ui', 'sans-serif'].map(alias).join('')}</fontconfig>`,
  );
  return file;
};

let axe: string | undefined;
/** What axe finds on the page that keeps somebody out: serious and critical faults, a line each. */
export const seriousFaults = async (page: Page): Promise<readonly string[]> => {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Axe is a test's tool: it comes through the debugger, not through the page's policy.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found: { violations: { id: string; impact: string; nodes: { html: string }[] }[] } = await Reflect.get(globalThis, 'axe').run();
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
};
