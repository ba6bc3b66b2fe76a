/** Owns making the PDF of a letter: the dossier's own templates and child process, one sheet. The same record gives the same bytes. */
import { type Block, commonCodePoints, fontBytes, printable, setInChild } from '../dossier/index.js';
import { type Letter, letterSchema } from './record.js';

const covered = commonCodePoints(fontBytes());
const LIMITS = { timeoutMs: 60_000, memoryMb: 1024 };

/** PDF/A-2a. Throws, naming the letter, when typesetting fails. */
export const letterPdf = async (letter: Letter): Promise<Buffer> => {
  const frozen = letterSchema.parse(printed(letterSchema.parse(letter)));
  const blocks: readonly Block[] = frozen.blocks.map(({ ...block }) => dropped(block));
  const plan = {
    title: frozen.title,
    author: frozen.author,
    subject: frozen.title,
    foot: frozen.reference,
    sheets: [{ id: 'letter', title: frozen.title, blocks, foot: frozen.foot }],
    pictures: [],
  };
  const { pdf } = await setInChild(`letter ${frozen.kind} ${frozen.reference}`, Math.floor(Date.parse(frozen.preparedAt) / 1000), LIMITS, (send) =>
    send(Buffer.from(JSON.stringify(plan))),
  );
  return pdf;
};

/** Every text as the font can draw it. */
const printed = (value: unknown): unknown => {
  if (typeof value === 'string') return printable(value, covered).text;
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, printed(inner)]));
  return value;
};

/** Without the optional parts that are not there: the templates ask `"under" in b`. */
const dropped = (block: Letter['blocks'][number]): Block => JSON.parse(JSON.stringify(block)) as Block;
