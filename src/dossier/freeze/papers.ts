/** Owns the list of papers: what is attached and by which exhibit, what was asked for and did not come. */
import { NONE, type Position, UNKNOWN } from '../../conversation/index.js';
import { papersFor } from '../../law/index.js';
import type { DossierRecord, Exhibit } from '../record.js';
import { exhibitOf } from './exhibits.js';
import { type Freezing, plain } from './from.js';

/** What is attached: the checklist of the law with the exhibit that holds each paper, then what else was sent. */
export const papersOf = (position: Position, from: Freezing, exhibits: readonly Exhibit[]): DossierRecord['papers'] => {
  const words = from.wording.vi;
  const wanted = papersFor(position.facts, from.law);
  const listed = wanted.kind === 'unknown' ? [] : wanted.value;
  const held = listed.flatMap((paper) => {
    const exhibit = exhibitOf(paper.id, from, exhibits);
    const written = paper.id === 'claim';
    return exhibit === undefined && !written
      ? []
      : [{ title: words.say(`law.papers.${paper.id}.title`), ...(exhibit === undefined ? {} : { exhibit }), copies: words.say(`freeze.copies.${paper.byHand}`) }];
  });
  const rest = exhibits.filter(({ number }) => !held.some(({ exhibit }) => exhibit === number)).map(({ number, title }) => ({ title, exhibit: number }));
  return [...held, ...rest];
};

/** Papers asked for and not sent, each with the person's reason. */
export const missingOf = (position: Position, from: Freezing): DossierRecord['missingPapers'] => {
  const words = from.wording.vi;
  const { answers } = position;
  return position.path
    .filter((key) => key.startsWith('paper_') && !key.endsWith('_reason'))
    .flatMap((key) => {
      const value = answers[key];
      const paper = key.slice('paper_'.length);
      if ((value === 'sent' || value === 'later') && from.evidence.some((row) => row.paper === paper && row.state === 'received')) return [];
      const because =
        value === NONE
          ? (plain(answers, `${key}_reason`, position, from) ?? words.say('freeze.because.no_reason'))
          : words.say(value === UNKNOWN ? 'freeze.because.unknown' : 'freeze.because.later');
      return [{ title: words.say(`q.${key}.label`), because }];
    });
};
