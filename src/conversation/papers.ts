/**
 * Owns talking about the papers sent in: which one an exhibit is, what is there and what is missing, naming, merging, ordering and taking
 * out by number. Pure: exhibits are changed by the turn.
 */
import type { Choice } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import { askAgain, say } from './answering.js';
import { joined } from './ask.js';
import type { Command } from './commands.js';
import { commandTap } from './payload.js';
import { beginIntake } from './procedure/index.js';
import type { Effect, Env, EvidenceSummary, Outcome, Pending, Talk } from './talk.js';
import type { Position } from './walk.js';

type Naming = Extract<Pending, { kind: 'naming' | 'titling' }>;
const MOST_OFFERED = 7;
const LONGEST_TITLE = 120;

/** The papers this claim wants as far as it is known, in the order they are asked for. */
const papersWanted = (env: Env, here: Position): readonly string[] =>
  Object.entries(env.flow.steps).flatMap(([name, step]) => {
    if (step.type !== 'gate' || !name.startsWith('need_')) return [];
    const paper = name.slice('need_'.length);
    const wanted = step.then.find(({ to }) => to === `paper_${paper}`);
    if (wanted === undefined) return [];
    const guard = wanted.when === undefined ? undefined : env.flow.guards[wanted.when];
    return guard === undefined || guard(here.facts, here.answers) ? [paper] : [];
  });

/** Once the claim is on its way, a photo is most often what the agency just sent. */
const FROM_AGENCY = 'from_agency';
const labelOf = (paper: string, words: Words): string => (paper === FROM_AGENCY ? words.say('papers.from_agency') : words.say(`q.paper_${paper}.label`));
const received = (talk: Talk): readonly EvidenceSummary[] => talk.evidence.filter(({ state, exhibit }) => state === 'received' && exhibit !== null);
const numbersIn = (talk: Talk): readonly number[] => [...new Set(received(talk).map(({ exhibit }) => exhibit ?? 0))].sort((a, b) => a - b);
const filesOf = (talk: Talk, exhibit: number): readonly EvidenceSummary[] => received(talk).filter((file) => file.exhibit === exhibit);

/** What an exhibit is called: the checklist's name, the person's own, or the file's. */
const calledIn = (talk: Talk, exhibit: number, words: Words): string => {
  const [first] = filesOf(talk, exhibit);
  if (first === undefined) return '';
  return first.paper !== null && words.has(`q.paper_${first.paper}.label`) ? labelOf(first.paper, words) : (first.title ?? first.name);
};

/** Asks which paper an exhibit is, when the talk did not ask for it by name. */
export const askName = (exhibit: number, talk: Talk, env: Env, here: Position, words: Words, lead = ''): readonly Effect[] => {
  const there = new Set(received(talk).map(({ paper }) => paper));
  const wanted = papersWanted(env, here);
  const papers = [...wanted.filter((paper) => !there.has(paper)), ...wanted.filter((paper) => there.has(paper))].slice(0, MOST_OFFERED);
  const onItsWay = (talk.procedure?.steps.length ?? 0) > 0;
  return offer({ kind: 'naming', exhibit, papers: onItsWay ? [FROM_AGENCY, ...papers].slice(0, MOST_OFFERED) : papers }, talk, words, lead);
};

const offer = (pending: Naming, talk: Talk, words: Words, lead: string): readonly Effect[] => {
  if (pending.kind === 'titling')
    return [
      { do: 'pend', pending },
      { do: 'say', reply: { text: joined(lead, words.say('papers.what_title', { exhibit: pending.exhibit })), tag: 'papers.what_title' } },
    ];
  const labels = [...pending.papers.map((paper) => labelOf(paper, words)), words.say('papers.other'), words.say('papers.not_now')];
  const text = joined(lead, words.say('papers.what_is', { exhibit: pending.exhibit }));
  const choices: Choice[] = labels.map((label, i) => ({ label, payload: commandTap(talk.id, `name${i}`) }));
  return [
    { do: 'pend', pending },
    { do: 'say', reply: { text, plain: joined(text, labels.map((label, i) => `${i + 1}. ${label}`).join('\n')), tag: 'papers.what_is', choices } },
  ];
};

export const namingAgain = (pending: Naming, talk: Talk, env: Env, here: Position, words: Words, lead: string): readonly Effect[] =>
  filesOf(talk, pending.exhibit).length === 0 ? askAgain(env, talk, here, words, lead) : offer(pending, talk, words, lead);

/** A reply to which paper it is; undefined when it is about something else. */
export const settleNaming = (pending: Naming, talk: Talk, tap: string | undefined, text: string, env: Env, here: Position, words: Words): Outcome | undefined => {
  if (filesOf(talk, pending.exhibit).length === 0) return undefined;
  if (pending.kind === 'titling') {
    if (tap !== undefined || text === '' || text.length > LONGEST_TITLE) return undefined;
    return { position: here, effects: named(pending.exhibit, { title: text }, talk, env, here, words) };
  }
  const labels = [...pending.papers.map((paper) => labelOf(paper, words)), words.say('papers.other'), words.say('papers.not_now')];
  const typed = /^\d{1,2}$/.test(text) ? Number(text) - 1 : labels.findIndex((label) => label.toLowerCase() === text.toLowerCase());
  const index = tap === undefined ? typed : tap.startsWith('name') ? Number(tap.slice('name'.length)) : -1;
  if (index < 0 || index >= labels.length) return undefined;
  const paper = pending.papers[index];
  if (paper === FROM_AGENCY) return { position: here, effects: beginIntake('paper', undefined, talk, env, words, pending.exhibit) };
  if (paper !== undefined) return { position: here, effects: named(pending.exhibit, { paper }, talk, env, here, words) };
  if (index === pending.papers.length) return { position: here, effects: offer({ kind: 'titling', exhibit: pending.exhibit }, talk, words, '') };
  return {
    position: here,
    effects: [{ do: 'pend', pending: undefined }, ...askAgain(env, { ...talk, pending: undefined }, here, words, words.say('papers.later', { exhibit: pending.exhibit }))],
  };
};

type Name = { readonly paper?: string; readonly title?: string };

/** It is named, and joins what is there for the same paper; then the next nameless one, or the interview goes on. */
const named = (exhibit: number, name: Name, talk: Talk, env: Env, here: Position, words: Words): readonly Effect[] => {
  const mate = name.paper === undefined ? undefined : received(talk).find((file) => file.paper === name.paper && file.exhibit !== exhibit);
  const label = name.paper === undefined ? (name.title ?? '') : labelOf(name.paper, words);
  const done = mate?.exhibit == null ? words.say('papers.named', { exhibit, label }) : words.say('papers.joined', { exhibit, into: mate.exhibit, label });
  const into = mate?.exhibit ?? exhibit;
  const evidence = talk.evidence.map((file) => (file.exhibit === exhibit ? { ...file, exhibit: into, paper: name.paper ?? null, title: name.title ?? null } : file));
  const after: Talk = { ...talk, evidence, pending: undefined };
  const next = received(after).find((file) => file.paper === null && file.title === null && (file.exhibit ?? 0) > exhibit);
  return [
    { do: 'name_exhibit', exhibit, ...name },
    ...(next?.exhibit == null ? [{ do: 'pend', pending: undefined } as const, ...askAgain(env, after, here, words, done)] : askName(next.exhibit, after, env, here, words, done)),
  ];
};

/** What is there by number, what the checklist still wants, and what can be typed. */
export const paperList = (talk: Talk, env: Env, here: Position, words: Words): readonly Effect[] => {
  if (talk.answers.consent !== 'agree') return [say(talk.answers.consent === undefined ? 'upload.consent_first' : 'common.files.guest', words)];
  const numbers = numbersIn(talk);
  const there = new Set(received(talk).map(({ paper }) => paper));
  const missing = papersWanted(env, here).filter((paper) => !there.has(paper) && here.answers[`paper_${paper}`] !== 'none');
  const refused = talk.evidence.filter(({ state }) => state === 'refused').length;
  const lines = numbers.map((exhibit) => {
    const files = filesOf(talk, exhibit);
    return words.say('papers.line', { exhibit, label: calledIn(talk, exhibit, words), files: files.length, pages: files.reduce((sum, { pages }) => sum + pages, 0) });
  });
  const text = [
    numbers.length === 0 ? words.say('papers.none') : `${words.say('papers.there')}\n${lines.join('\n')}`,
    missing.length === 0 ? '' : words.say('papers.missing', { names: missing.map((paper) => labelOf(paper, words)).join('; ') }),
    refused === 0 ? '' : words.say('papers.left_out', { count: refused }),
  ];
  return [{ do: 'say', reply: { text: joined(...text), tag: 'papers.list' } }, say(numbers.length === 0 ? 'papers.how_send' : 'papers.how', words)];
};

/** «gộp 3 vào 2», «xếp 2: 3 1 2», «tên 2: …», «bỏ phụ lục 3». */
export const paperCommand = (talk: Talk, command: Command, words: Words): readonly Effect[] => {
  const item = command.item ?? 0;
  const numbers = numbersIn(talk);
  const unknown = [item, ...(command.into === undefined ? [] : [command.into])].find((number) => !numbers.includes(number));
  if (unknown !== undefined) return [say('papers.no_such', words, { exhibit: unknown })];
  const label = calledIn(talk, item, words);
  switch (command.name) {
    case 'merge_papers':
      if (command.into === undefined || command.into === item) return [say('papers.no_such', words, { exhibit: item })];
      return [
        { do: 'merge_exhibits', from: item, into: command.into },
        say('papers.merged', words, { exhibit: item, into: command.into, label: calledIn(talk, command.into, words) }),
      ];
    case 'order_papers': {
      const count = filesOf(talk, item).length;
      const order = command.order ?? [];
      const whole = order.length === count && new Set(order).size === count && order.every((at) => at >= 1 && at <= count);
      if (!whole) return [say('papers.order_how', words, { exhibit: item, count })];
      return [{ do: 'order_exhibit', exhibit: item, order }, say('papers.ordered', words, { exhibit: item, order: order.join(', ') })];
    }
    case 'name_paper': {
      const title = command.title ?? '';
      if (title.length > LONGEST_TITLE) return [say('papers.title_long', words, { most: LONGEST_TITLE })];
      return [{ do: 'name_exhibit', exhibit: item, title }, say('papers.named', words, { exhibit: item, label: title })];
    }
    case 'drop_paper':
      return [{ do: 'withdraw_exhibit', exhibit: item }, say('papers.dropped', words, { exhibit: item, label })];
    default:
      throw new Error(`${command.name} is not done with an exhibit`);
  }
};
