/** Owns how results are told: one line per figure, in one markdown table, losing ones too. */

export type Line = {
  /** Which measurement: `turns`, `raw`, … */
  readonly bench: string;
  readonly what: string;
  /** Our median, with its unit. */
  readonly ours: string;
  /** What it is held against, with its unit; empty when the goal is a plain limit. */
  readonly beside: string;
  readonly ratio?: number;
  /** In words; absent when the line is only told. */
  readonly goal?: { readonly text: string; readonly met: boolean };
};

export const tableOf = (lines: readonly Line[]): string =>
  [
    '| bench | what | ours | beside | ratio | goal | |',
    '| --- | --- | ---: | ---: | ---: | --- | --- |',
    ...lines.map(
      ({ bench, what, ours, beside, ratio, goal }) =>
        `| ${[bench, what, ours, beside, ratio === undefined ? '' : ratio.toFixed(2), goal?.text ?? '', goal === undefined ? '' : goal.met ? 'met' : '**missed**'].join(' | ')} |`,
    ),
  ].join('\n');

export const atLeast = (ratio: number, least: number): NonNullable<Line['goal']> => ({ text: `≥ ${least} ×`, met: ratio >= least });
export const atMost = (value: number, most: number, unit: string): NonNullable<Line['goal']> => ({ text: `≤ ${most} ${unit}`, met: value <= most });

export const show = (value: number, unit: string, digits = 0): string => `${value.toFixed(digits)} ${unit}`;
