/** The command `read` as a person at a terminal uses it. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const read = (args: readonly string[], input = ''): { readonly status: number | null; readonly out: readonly unknown[]; readonly err: string } => {
  const ran = spawnSync(process.execPath, ['--import', 'tsx', 'src/read.ts', ...args], { input, encoding: 'utf8', timeout: 15_000 });
  return {
    status: ran.status,
    out: ran.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line)),
    err: ran.stderr,
  };
};

it('gives one JSON line for every line in', () => {
  expect(read(['day', '--on', '2026-11-22'], 'hôm qua\n\n5/6\nmùng 3 Tết')).toMatchObject({
    status: 0,
    out: [
      { kind: 'value', value: '2026-11-21' },
      { kind: 'refused', code: 'empty' },
      {
        kind: 'several',
        readings: [
          { value: '2026-06-05', label: '5/6/2026' },
          { value: '2025-06-05', label: '5/6/2025' },
        ],
      },
      { kind: 'refused', code: 'day_lunar' },
    ],
  });
});

it('takes the text as an argument too', () => {
  expect(read(['money', '3tr5']).out).toEqual([{ kind: 'value', value: 3_500_000 }]);
});

it.each([
  [['dates'], 'unknown KIND'],
  [['day', '--on', '2025-02-29'], '--on'],
  [['day', '--on'], '--on'],
  [[], 'KIND'],
])('%j exits 2 with a sentence', (args, words) => {
  const ran = read(args);
  expect(ran.status).toBe(2);
  expect(ran.err).toContain(words);
  expect(ran.out).toEqual([]);
});
