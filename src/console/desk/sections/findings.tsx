/** Owns what the law says of the facts, each finding with its reckoning and its articles. */
import type { ThreadFrame } from '../thread.js';
import { Section } from './section.js';

const shownFindings = ['verdict', 'inScope', 'groundingDocument', 'limitationEnds', 'competentAgency', 'damagesFor', 'advanceFor', 'papersFor', 'honourFor'] as const;

/** What the law says of these facts, each with its reckoning and its articles. */
export const Findings = ({ frame }: { readonly frame: ThreadFrame }) => {
  const { view, words } = frame;
  return (
    <Section id="findings" title={words.say('desk.part.findings')}>
      {view.findings === undefined ? <p class="soft">{words.say('desk.findings.none')}</p> : null}
      {shownFindings.map((name) => {
        const finding = view.findings?.findings[name];
        if (finding === undefined) return null;
        const lines = textsOf(finding.lines);
        const cites = citesOf(finding.cites);
        return (
          <section class="finding">
            <h3>
              {words.say(`desk.findings.${name}`)}{' '}
              <span class={`chip ${finding.kind === 'unknown' ? 'warn' : ''}`}>{words.say(`desk.findings.kind.${finding.kind === 'unknown' ? 'unknown' : 'known'}`)}</span>
            </h3>
            {finding.kind === 'unknown' && typeof finding.whyText === 'string' ? <p>{finding.whyText}</p> : null}
            {lines.length === 0 ? null : (
              <ul>
                {lines.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            )}
            {cites.length === 0 ? null : <p class="soft">{words.say('desk.findings.cites', { articles: cites.join('; ') })}</p>}
          </section>
        );
      })}
    </Section>
  );
};

const textsOf = (lines: unknown): readonly string[] =>
  Array.isArray(lines) ? lines.flatMap((line: unknown) => (typeof line === 'object' && line !== null && 'text' in line && typeof line.text === 'string' ? [line.text] : [])) : [];
const citesOf = (cites: unknown): readonly string[] => [
  ...new Set(
    Array.isArray(cites)
      ? cites.flatMap((cite: unknown) =>
          typeof cite === 'object' && cite !== null && 'article' in cite && 'document' in cite ? [`${String(cite.article)} ${String(cite.document)}`] : [],
        )
      : [],
  ),
];
