/** Owns the calendars of chapter 4: days off, days worked instead, days nobody has decided, with their sources. */
import { join } from 'node:path';
import { z } from 'zod';
import { showDay } from '../basics/index.js';
import { readYaml, repositoryFolder } from '../repository/index.js';
import type { Block } from './blocks.js';
import type { Sources } from './sources.js';

const sourcesSchema = z.object({ sources: z.record(z.string(), z.string()) });

export const calendarBlocks = (sources: Sources): readonly Block[] => {
  const { say, law } = sources;
  const abbreviations = sourcesSchema.parse(readYaml(join(repositoryFolder(), 'data/calendar/sources.yaml'))).sources;
  return [
    { kind: 'heading', level: 2, text: say('numbers.calendar_title'), id: 'calendar' },
    { kind: 'paragraph', line: [say('numbers.calendar_note')] },
    ...[...law.calendar.values()].flatMap((year) => yearBlocks(sources, year)),
    { kind: 'field', name: say('numbers.calendar_sources'), items: Object.entries(abbreviations).map(([short, what]) => [{ bold: short }, `: ${what}`]) },
  ];
};

type Year = Sources['law']['calendar'] extends ReadonlyMap<number, infer Y> ? Y : never;

const yearBlocks = ({ say }: Sources, year: Year): readonly Block[] => [
  { kind: 'heading', level: 3, text: say('numbers.calendar_year', { year: year.year, status: say(`numbers.calendar_status.${year.status}`) }) },
  {
    kind: 'small',
    line: [
      [
        say('numbers.calendar_checked', { day: showDay(year.checked_on) }),
        ...(year.notices.length === 0 ? [] : [say('numbers.calendar_notices', { notices: year.notices.join('; ') })]),
      ].join(' '),
    ],
  },
  {
    kind: 'table',
    widths: [16, 50, 18, 16],
    head: ['date', 'name', 'kind', 'source'].map((column) => say(`numbers.calendar_head.${column}`)),
    rows: year.days_off.map((off) => [[[showDay(off.date)]], [[off.name]], [[say(`numbers.calendar_kinds.${off.kind}`)]], [[off.source]]]),
  },
  ...(year.worked_weekend_days.length === 0
    ? []
    : [{ kind: 'paragraph', line: [say('numbers.calendar_worked', { days: year.worked_weekend_days.map(showDay).join(', ') })] } as const]),
  ...(year.open.length === 0
    ? []
    : [{ kind: 'list', numbered: false, items: year.open.map(({ from, to, what }) => [say('numbers.calendar_open', { from: showDay(from), to: showDay(to), what })]) } as const]),
];
