/** Owns `vì sao?`: facts → rule → article for the last verdict or amount, or why the present question is asked. Pure. */
import type { Finding } from '../law/finding.js';
import type { Reply } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import { stepOf } from './review.js';
import type { Env } from './talk.js';
import type { Position } from './walk.js';

/** The explanation, one message for the question and one for each group of findings. `changing`: the answer being changed, explained instead. */
export const whyReplies = (env: Env, position: Position, words: Words, changing?: string): readonly Reply[] => {
  if (changing !== undefined) return [{ text: words.say(`q.${stepOf(env.flow, changing)}.why`), tag: 'why' }];
  const step = env.flow.steps[position.step];
  const replies: Reply[] = [];
  const tells = step?.type === 'gate' ? undefined : step?.tells;
  const telling = tells === undefined ? undefined : env.tellings[tells];
  const findings = telling?.(position.facts, position.answers).findings ?? [];
  const lines = findings.flatMap((finding) => findingLines(finding, words));
  for (let i = 0; i < lines.length; i += 10) replies.push({ text: lines.slice(i, i + 10).join('\n'), tag: 'why' });
  if (step?.type === 'ask') replies.push({ text: words.say(`q.${position.step}.why`), tag: 'why' });
  return replies.length > 0 ? replies : [{ text: words.say('common.why_nothing'), tag: 'why' }];
};

/** A finding in plain lines: the reckoning, then the articles with their mark. */
export const findingLines = (finding: Finding<unknown>, words: Words): readonly string[] => [
  ...finding.lines.map((line) => `• ${words.say(line.key, line.values)}`),
  ...(finding.kind === 'unknown' ? [`• ${words.say(finding.why)}`] : []),
  ...(finding.cites.length === 0 ? [] : [words.say('common.by_articles', { articles: articlesOf(finding, words) })]),
];

const articlesOf = (finding: Finding<unknown>, words: Words): string =>
  [...new Set(finding.cites.map((cite) => `${cite.article} ${cite.document}${cite.mark === 'unsure' ? ` (${words.say('common.unsure')})` : ''}`))].join('; ');
