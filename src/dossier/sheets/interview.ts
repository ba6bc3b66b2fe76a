/** Owns the interview annex: what was asked and answered, as worded that day, and what the person said in free words. */
import { officialDay, officialTime } from '../in-words.js';
import type { DossierRecord } from '../record.js';
import { word } from '../words.js';
import type { Block, Sheet } from './sheet.js';

/** Undefined when nothing was asked and nothing said. */
export const interviewSheet = (record: DossierRecord): Sheet | undefined => {
  if (record.interview.length === 0 && record.statements.length === 0) return undefined;
  return {
    id: 'interview',
    title: word('interview.heading'),
    blocks: [
      { kind: 'heading', text: word('interview.heading') },
      { kind: 'paragraph', text: word('interview.intro', { day: officialDay(record.preparedOn) }) },
      ...statements(record),
      ...answers(record),
    ],
  };
};

const statements = (record: DossierRecord): readonly Block[] =>
  record.statements.length === 0
    ? []
    : [
        { kind: 'part', text: word('interview.statements') },
        ...record.statements.map(({ at, text }): Block => ({ kind: 'topic', label: word('interview.said', officialTime(at)), text })),
      ];

const answers = (record: DossierRecord): readonly Block[] =>
  record.interview.length === 0
    ? []
    : [
        { kind: 'part', text: word('interview.questions') },
        {
          kind: 'table',
          columns: [
            { title: word('form.no'), width: { mm: 10 }, align: 'center' },
            { title: word('interview.asked'), width: { fr: 1 } },
            { title: word('interview.answered'), width: { fr: 1 } },
          ],
          rows: record.interview.map(({ asked, answered }, i) => [{ text: String(i + 1) }, { text: asked }, { text: answered }]),
        },
      ];
