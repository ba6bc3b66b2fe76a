/** Owns what a page shows of a talk: whose line, which words, which buttons still count. Not how it looks. */
import { type Cursor, type Line, showCursor } from '../../cases/index.js';
import { type Piece, pieceSchema } from '../../delivery/index.js';
import type { Choice } from '../../messages/index.js';
import type { WebPort } from '../port.js';
import type { ChatKey } from './key.js';

/** `o40` went out, `i12` came in; unique in the page. `sort`: lines in the order they happened. */
type Place = { readonly key: string; readonly sort: string; readonly at: string };
export type Shown = Place &
  (
    | { readonly side: 'in'; readonly text: string; readonly sentAs?: string; readonly file?: string }
    | {
        readonly side: 'out';
        readonly from: 'bot' | 'officer';
        readonly text: string;
        readonly tag: string;
        /** Present, maybe empty, when the line asks something. */
        readonly choices?: readonly Choice[];
        readonly attachment?: { readonly name: string; readonly url: string };
      }
  );

/** An officer's own words carry this tag. */
const officerTag = 'officer';

export const start: Cursor = { in: 0, out: 0 };

/** Lines after a cursor as shown, and where that leaves the reader. */
export const talkAfter = (port: Pick<WebPort, 'feed'>, { chat, prefix }: ChatKey, after: Cursor): { readonly lines: readonly Shown[]; readonly cursor: string } => {
  const { lines, cursor } = port.feed(chat, after);
  const fromStart = after.in === 0 && after.out === 0;
  const labels = lines.some((line) => line.side === 'in' && line.text !== '') ? labelsIn(fromStart ? lines : port.feed(chat, start).lines) : new Map<string, string>();
  return { lines: lines.flatMap((line) => shown(line, prefix, labels)), cursor: showCursor(cursor) };
};

const shown = (line: Line, prefix: string, labels: ReadonlyMap<string, string>): readonly Shown[] => {
  const key = `${line.side === 'in' ? 'i' : 'o'}${line.id}`;
  const place = { key, at: line.at, sort: `${line.at} ${line.side === 'in' ? 0 : 1} ${String(line.id).padStart(15, '0')}` };
  if (line.side === 'out') {
    const piece = pieceIn(line);
    return [
      {
        ...place,
        side: 'out',
        from: line.tag === officerTag ? 'officer' : 'bot',
        text: piece.text,
        tag: line.tag,
        ...(piece.asks ? { choices: piece.choices } : {}),
        ...(piece.attachment ? { attachment: piece.attachment } : {}),
      },
    ];
  }
  // Opening the chat is no line of the talk.
  if (line.text === '' && line.file === undefined) return [];
  return [
    {
      ...place,
      side: 'in',
      text: labels.get(line.text) ?? line.text,
      ...(line.externalId.startsWith(prefix) ? { sentAs: line.externalId.slice(prefix.length) } : {}),
      ...(line.file ? { file: line.file.name } : {}),
    },
  ];
};

const pieceIn = (line: Line & { readonly side: 'out' }): Piece => {
  const piece = pieceSchema.safeParse(JSON.parse(line.payload));
  if (!piece.success)
    throw new Error(`outbox row ${line.id} holds nothing a page can show: ${piece.error.issues.map(({ path }) => path.join('.')).join(', ')}; mend or cancel the row`);
  return piece.data;
};

/** A tap is stored as its payload; people know it by its label. */
const labelsIn = (lines: readonly Line[]): ReadonlyMap<string, string> =>
  new Map(lines.flatMap((line) => (line.side === 'out' ? pieceIn(line).choices.map(({ payload, label }) => [payload, label] as const) : [])));

/**
 * Keys of the lines whose buttons still count: the last question, or all messages of one review. Words that ask nothing (`vì sao`,
 * "file received") leave the question open; a person's line closes it until something is said back. The page's script has the same rule.
 */
export const openQuestions = (lines: readonly Shown[]): ReadonlySet<string> => {
  const last = lines.findLastIndex((line) => line.side === 'in' && line.file === undefined);
  if (last >= 0 && !lines.slice(last).some((line) => line.side === 'out')) return new Set();
  const asking = lines.findLast((line) => line.side === 'out' && line.choices !== undefined);
  if (asking?.side !== 'out') return new Set();
  const at = lines.indexOf(asking);
  const from = lines.slice(0, at).findLastIndex((line) => line.side === 'in' && line.file === undefined);
  return new Set(lines.slice(from + 1, at + 1).flatMap((line) => (line.side === 'out' && line.choices !== undefined && line.tag === asking.tag ? [line.key] : [])));
};
