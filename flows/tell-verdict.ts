/**
 * Owns how the answer of the triage is told: the answer first, its article, what to do, and nothing twice. Numbers and articles are
 * values out of findings. Does not own the answer (src/law).
 */
import { showDay } from '../src/basics/index.js';
import type { Said, Telling } from '../src/conversation/index.js';
import { competentAgency, courtRoute, entryOn, type Facts, inScope, paperArticles, type Verdict, verdict } from '../src/law/index.js';
import { law } from './the-law.js';

const say = (key: string, values?: Said['values']): Said => (values === undefined ? { key: `tellings.${key}` } : { key: `tellings.${key}`, values });

/** The verdict in at most three messages. */
export const tellVerdict: Telling = (facts) => {
  const finding = verdict(facts, law);
  return { says: saysOf(finding.value, facts), findings: [finding] };
};

const saysOf = (found: Verdict, facts: Facts): readonly Said[] => {
  switch (found.kind) {
    case 'covered_ready':
      return [ready(found, facts), ...partial(found, facts), ...honour(found, facts), ...court(found, facts)];
    case 'covered_no_document':
      return noDocument(found, facts);
    case 'not_covered':
      return [notCovered(found, facts), say(`elsewhere.${elsewhere(found)}`)];
    case 'out_of_time':
      return [late(found, facts), ...honour(found, facts)];
    case 'cannot_tell':
      return cannotTell(found);
  }
};

const articleOf = (entry: string, facts: Facts): string => entryOn(law, entry, facts.assessed_on)?.article ?? '';
const scopeArticle = (found: Verdict, facts: Facts): string => (found.scope === undefined ? '' : articleOf(found.scope.clause, facts));

const ready = (found: Verdict, facts: Facts): Said => {
  const article = scopeArticle(found, facts);
  const limit = found.limitation;
  if (limit?.state !== 'open') return say('ready', { article });
  // The days left are counted to the same day that is named: the safe one, while it has not passed.
  const ends = showDay(facts.assessed_on <= limit.safeDay ? limit.safeDay : (limit.endsOn ?? limit.safeDay));
  return say(limit.needsProof ? 'ready_with_proof' : 'ready_until', { article, ends, left: limit.daysLeft, limit: articleOf('limitation.claim', facts) });
};

const partial = (found: Verdict, facts: Facts): readonly Said[] =>
  found.scope?.covered === true && found.scope.partial ? [say('only_excess', { article: scopeArticle(found, facts) })] : [];

const honour = (found: Verdict, facts: Facts): readonly Said[] =>
  found.honour?.entitled === true ? [say(`honour.${found.honour.form}`, { article: articleOf('honour.entitled', facts) })] : [];

/** Outside criminal proceedings one may sue instead of filing (Đ52.1); said once, without advice which is better. */
const court = (found: Verdict, facts: Facts): readonly Said[] => {
  const route = courtRoute(facts, law);
  return found.honourOnly || route.kind === 'unknown' || route.value.road !== 'directly' ? [] : [say('court_directly', { article: articleOf('claim.court_direct', facts) })];
};

const noDocument = (found: Verdict, facts: Facts): readonly Said[] => {
  const article = scopeArticle(found, facts);
  const document = found.document;
  if (document === undefined || document.fits) return [say('still_open', { article })];
  const years = entryOn(law, 'limitation.claim', facts.assessed_on)?.value;
  const ways = document.reason === 'not_received' ? collecting(facts) : gettingPaper(document.reason, facts);
  const pending = facts.pending_case === 'administrative' || facts.pending_case === 'criminal_against_official' ? [say(`pending.${facts.pending_case}`)] : [];
  return [
    say(`no_document.${document.reason}`, { article }),
    ...ways,
    ...(pending.length > 0 ? pending : years === undefined || years === null ? [] : [say('clock_not_started', { years, article: articleOf('limitation.claim', facts) })]),
  ];
};

/** How to come by the paper: after a conclusion, its handling decision; otherwise by the field and what went wrong. */
const gettingPaper = (reason: string, facts: Facts): readonly Said[] => {
  const { field } = facts;
  if (field === undefined || field === 'unknown') return [];
  if (reason === 'conclusion_only') return [say('get_paper.conclusion', { articles: conclusions[field] ?? paperArticles[field] })];
  const injunction = field === 'civil_admin_proceedings' && facts.court_act === 'injunction';
  return [say(`get_paper.${injunction ? 'injunction' : field}`, { articles: paperArticles[field] })];
};
/** Where the list names the decision that follows a conclusion. */
const conclusions: Readonly<Record<string, string>> = {
  administration: 'Đ8.4, Đ8.5',
  civil_admin_proceedings: 'Đ10.5',
  criminal_enforcement: 'Đ11.3, Đ11.4',
  civil_enforcement: 'Đ12.4, Đ12.6',
};

const collecting = (facts: Facts): readonly Said[] => {
  const ask = entryOn(law, 'document.agency_collects', facts.assessed_on);
  const answer = entryOn(law, 'document.holder_answers', facts.assessed_on);
  return ask?.value && answer?.value ? [say('collect', { ask: ask.value, answer: answer.value, article: articleOf('document.ask_to_collect', facts) })] : [];
};

/** An exclusion has its own words; the rest go by reason. */
const notCovered = (found: Verdict, facts: Facts): Said => {
  const line = inScope(facts, law).lines.find(({ key }) => key.startsWith('law.exclusion.'));
  if (line !== undefined) return say(`not_covered.${exclusionKey(line.key)}`, { article: String(line.values.article ?? '') });
  const because = found.because.slice('law.verdict.'.length);
  const article = found.scope?.covered === false ? scopeArticle(found, facts) : articleOf(blockers[because] ?? '', facts);
  return say(`not_covered.${because}`, { article });
};
/** `withdrawn` already names a claim that was withdrawn by the claimant. */
const exclusionKey = (key: string): string => key.slice('law.exclusion.'.length).replace(/^withdrawn$/, 'withdrawn_by_victim');
const blockers: Readonly<Record<string, string>> = {
  agency_has_it: 'claim.once',
  court_has_it: 'claim.court_first',
  already_decided: 'claim.decided',
  withdrawn: 'claim.withdrawn',
};

const elsewhere = ({ elsewhere: ways }: Verdict): string => {
  if (ways.includes('labour_claim')) return 'labour';
  if (ways.includes('administrative_suit')) return 'suit';
  if (ways.includes('appeal_review')) return 'appeal';
  if (ways.includes('civil_claim')) return 'asking_party';
  if (ways.includes('same_agency')) return 'same_agency';
  if (ways.includes('court')) return 'court';
  return ways.includes('complaint') ? 'complaint' : 'officer';
};

const late = (found: Verdict, facts: Facts): Said => {
  const limit = found.limitation;
  const received = facts.document_received_on;
  const years = entryOn(law, 'limitation.claim', facts.assessed_on)?.value;
  if (limit?.state !== 'passed' || received === undefined || received === 'unknown' || years === undefined || years === null) return say('late');
  return say('late_since', { received: showDay(received), years, ended: showDay(limit.endedOn), ago: limit.daysAgo, article: articleOf('limitation.claim', facts) });
};

/** What is not known is said; the officer is promised by the end that follows. */
const cannotTell = (found: Verdict): readonly Said[] => [{ key: found.because }];

/** Who settles the claim, said with care: it is the very body that did wrong. */
export const tellAgency: Telling = (facts) => {
  const finding = competentAgency(facts, law);
  const { kind, name, certain, successor, candidates, arbiter, fallback } = finding.value;
  const rule = finding.cites.find(({ article }) => article === finding.value.article);
  const article = rule === undefined ? finding.value.article : `${rule.article} ${rule.document}`;
  const unsure: readonly Said[] =
    certain || fallback.days === undefined
      ? []
      : [
          fallback.name === undefined
            ? say('agency.fallback', { days: fallback.days, article: fallback.article })
            : say('agency.fallback_named', { name: fallback.name, days: fallback.days, article: fallback.article }),
        ];
  const who: readonly Said[] =
    kind === 'not_determined'
      ? [say('agency.not_determined')]
      : name === undefined
        ? [say('agency.by_kind', { article }), { key: `law.agency.${kind}` }]
        : [say(certain ? (successor ? 'agency.certain_merged' : 'agency.certain') : 'agency.likely', { name, article })];
  const regional = name === undefined && finding.cites.some(({ entry }) => entry === 'agency.successor_court' || entry === 'agency.successor_procuracy');
  const more: readonly Said[] = [
    ...(regional ? [say('agency.regional')] : []),
    ...(candidates.length === 0 ? [] : [say('agency.candidates', { names: candidates.join('; ') })]),
    ...(arbiter === undefined ? [] : [say(`agency.arbiter_${arbiter.body}`, { article: arbiter.article })]),
  ];
  return { says: [...who, ...more, ...unsure], findings: [finding] };
};
