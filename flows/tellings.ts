/**
 * Owns what is said before a question or at an end because something was worked out: names are those of `tells` in the flow. Words
 * are `tellings.*` in locales. Pure.
 */
import { showDong } from '../src/basics/index.js';
import type { Answers, Said, Telling } from '../src/conversation/index.js';
import { type ClaimantNeed, competentAgency, damagesFor, entryOn, type Facts } from '../src/law/index.js';
import { claimNeeds, claimantOn, law } from './the-law.js';
import { tellBeforeExpenses, tellDamages, tellHealth, tellIncome, tellProperty } from './tell-amounts.js';
import { tellAgency, tellVerdict } from './tell-verdict.js';

const only = (...says: readonly Said[]): ReturnType<Telling> => ({ says, findings: [] });
const say = (key: string, values?: Said['values']): Said => (values === undefined ? { key: `tellings.${key}` } : { key: `tellings.${key}`, values });

/** The verdict was already said before one of these questions. */
const wasTold = (answers: Answers): boolean =>
  ['proceed', 'proceed_without_document', 'get_document', 'get_document_pending', 'proceed_honour'].some((name) => answers[name] !== undefined);

const withVerdict =
  (key: string): Telling =>
  (facts, answers) => {
    if (wasTold(answers)) return only(say(key));
    const { says, findings } = tellVerdict(facts, answers);
    return { says: [...says, say(key)], findings };
  };

/** Something new was learnt after the verdict (an earlier claim, own fault), so it is told again. */
const notCovered: Telling = (facts, answers) => {
  const { says, findings } = tellVerdict(facts, answers);
  return { says: [...says, say('end.not_covered')], findings };
};

const guest: Telling = (facts, answers) => (answers.consent === 'information_only' ? withVerdict('end.guest')(facts, answers) : only(say('end.not_now')));
const officer: Telling = (facts, answers) => (answers.confirm_review === undefined ? withVerdict('end.officer')(facts, answers) : only(say('end.officer')));

/** How and until when the claim is put before the court that has the case, and what if it is late (TT 02/2023/TT-TANDTC). */
const raiseInCase: Telling = (facts) => {
  const article = (id: string): string => entryOn(law, id, facts.assessed_on)?.article ?? '';
  const kind = facts.pending_case === 'administrative' ? 'administrative' : 'criminal';
  return only(
    say(`raise_in_case.${kind}`, { article: article(`pending.${kind}_until`), how: article('pending.how') }),
    say('raise_in_case.late', { article: article('pending.late') }),
  );
};

/** What the Law asks of this claimant is said once, when it is told by which capacity; `vì sao?` shows the clause. */
const whenNeeded =
  (need: ClaimantNeed, says: (facts: Facts, answers: Answers) => readonly Said[]): Telling =>
  (facts, answers) => {
    const told = claimNeeds(facts, need) ? says(facts, answers) : [];
    return told.length === 0 ? only() : { says: told, findings: [claimantOn(facts)] };
  };

/** The age of majority is a number of the Law; where the tables do not have it nothing is said. */
const minor = whenNeeded('guardian', (facts) => {
  const years = entryOn(law, 'claimant.adult', facts.assessed_on)?.value ?? undefined;
  return years === undefined ? [] : [say('minor', { years })];
});

const heirs = whenNeeded('one_heir', (_facts, answers) => (answers.heirs_agreed === true ? [] : [say('heirs')]));

const review: Telling = (facts, answers) => {
  const missing = Object.keys(answers).filter((key) => /^paper_\w+_reason$/.test(key)).length;
  const later = Object.entries(answers).filter(([key, value]) => key.startsWith('paper_') && value === 'later').length;
  const found = facts.wants_money === false ? undefined : damagesFor(facts, law);
  return {
    says: [
      found === undefined ? say('review.honour') : found.kind === 'known' ? say('review.money', { total: showDong(found.value.total) }) : say('review.unknown'),
      ...(missing + later > 0 ? [say('review.papers', { missing, later })] : []),
    ],
    findings: found === undefined ? [] : [found],
  };
};

/** What to do with the dossier, and what the agency must do by when. */
const done: Telling = (facts) => {
  const agency = competentAgency(facts, law);
  const { name, certain, fallback } = agency.value;
  const where = certain && name !== undefined ? say('done.file_at', { name }) : fallback.name !== undefined ? say('done.file_with', { name: fallback.name }) : say('done.file');
  return { says: [say('done.sign'), where, ...deadlines(facts)], findings: [agency] };
};

const deadlines = (facts: Facts): readonly Said[] => {
  const days = (id: string): number | undefined => entryOn(law, id, facts.assessed_on)?.value ?? undefined;
  const [receipt, supplement, supply, accept] = ['deadline.receipt_by_post', 'deadline.ask_supplement', 'deadline.supply_supplement', 'deadline.accept'].map(days);
  return receipt === undefined || supplement === undefined || supply === undefined || accept === undefined ? [] : [say('done.next', { receipt, supplement, supply, accept })];
};

export const tellings: Readonly<Record<string, Telling>> = {
  verdict: tellVerdict,
  guest_end: guest,
  not_covered: notCovered,
  out_of_time: withVerdict('end.out_of_time'),
  officer_looks: officer,
  wait_for_document: () => only(say('end.wait_for_document')),
  raise_in_case: raiseInCase,
  minor,
  authority: whenNeeded('mandate_scope', () => [say('authority')]),
  heirs,
  agency: tellAgency,
  property_amount: tellProperty,
  income_amount: tellIncome,
  health_amount: tellHealth,
  before_expenses: tellBeforeExpenses,
  damages: tellDamages,

  review,
  change_first: () => only(say('end.change_first')),
  done,
};
