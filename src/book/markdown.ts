/** Owns how the book is written as Markdown. Every word in it is ours, so only the signs that Markdown would take for markup are escaped. */
import type { Block, Book, Line, Span } from './blocks.js';

/** The whole book as Markdown, ending in one line break. */
export const markdownOf = (book: Book): string => {
  const contents = book.chapters.flatMap((chapter, i) => [
    `${i + 1}. [${escaped(chapter.title)}](#${chapter.id})`,
    ...chapter.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 && block.id !== undefined ? [`   - [${escaped(block.text)}](#${block.id})`] : [])),
  ]);
  const chapters = book.chapters.flatMap((chapter, i) => [`<a id="${chapter.id}"></a>`, `## ${i + 1}. ${escaped(chapter.title)}`, ...chapter.blocks.map(blockOf)]);
  return `${[`# ${escaped(book.title)}`, `*${escaped(book.subtitle)}*`, `**${escaped(book.checked)}. ${escaped(book.notSigned)}**`, `## ${escaped(book.contents)}`, contents.join('\n'), ...chapters].join('\n\n')}\n`;
};

const blockOf = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
      return `${block.id === undefined ? '' : `<a id="${block.id}"></a>\n\n`}${'#'.repeat(block.level + 1)} ${escaped(block.text)}${block.code === undefined ? '' : ` \`${block.code}\``}`;
    case 'paragraph':
      return lineOf(block.line);
    case 'small':
      return `<sub>${lineOf(block.line)}</sub>`;
    case 'notice':
      return [`> **${escaped(block.title)}**`, ...block.lines.map((line) => `> ${lineOf(line)}`)].join('\n>\n');
    case 'quote':
      return block.lines.map((line) => `> ${lineOf(line)}`).join('\n>\n');
    case 'list':
      return block.items.map((item, i) => `${block.numbered ? `${i + 1}.` : '-'} ${lineOf(item)}`).join('\n');
    case 'field':
      return block.items === undefined
        ? `**${escaped(block.name)}:** ${lineOf(block.line ?? [])}`
        : `**${escaped(block.name)}:**\n\n${block.items.map((item, i) => `${block.numbered === true ? `${i + 1}.` : '-'} ${lineOf(item)}`).join('\n')}`;
    case 'table':
      return [
        `| ${block.head.map(escaped).join(' | ')} |`,
        `|${block.head.map(() => ' --- ').join('|')}|`,
        ...block.rows.map((row) => `| ${row.map((cell) => cell.map(lineOf).join('<br>').replace(/\|/g, '\\|')).join(' | ')} |`),
      ].join('\n');
  }
};

const lineOf = (line: Line): string => line.map(spanOf).join('');

const spanOf = (span: Span): string => {
  if (typeof span === 'string') return escaped(span);
  if ('bold' in span) return span.bold === '' ? '' : `**${escaped(span.bold)}**`;
  if ('italic' in span) return `*${escaped(span.italic)}*`;
  if ('code' in span) return `\`${span.code}\``;
  if ('url' in span) return `[${escaped(span.text)}](${span.url})`;
  // A link without words is the place itself.
  return span.text === '' ? `<a id="${span.to}"></a>` : `[${escaped(span.text)}](#${span.to})`;
};

const escaped = (text: string): string => text.replace(/[*_`<>[\]\\#]/g, (sign) => `\\${sign}`);
