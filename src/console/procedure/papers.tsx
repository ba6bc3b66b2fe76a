/**
 * Owns a case's papers for officers: of a recorded step what the agency sent with its form and the photos the person sent of it, each from a sandboxed
 * address; and the letters the person had made, as this program made them.
 */
import { evidenceOf } from '../../cases/index.js';
import { stepPaper } from '../../conversation/index.js';
import { letterById, type LetterRow, stepById, type StepRow, toldStep } from '../../procedure/index.js';
import type { Words } from '../../wording/index.js';
import { madeHere, sandboxed } from '../files.js';
import type { ConsoleRoute, Ctx } from '../routes.js';

/** Links to what is kept of a step; nothing when nothing came. */
export const StepPapers = ({ ctx, row, words }: { readonly ctx: Ctx; readonly row: StepRow; readonly words: Words }) => {
  const id = row.conversation_id;
  const photos = evidenceOf(ctx.db.read, id).filter(({ paper, state }) => paper === stepPaper(row.id) && state === 'received');
  const fromAgency = row.paper === null ? undefined : toldStep(row).detail.fileName;
  if (photos.length === 0 && row.paper === null) return null;
  return (
    <small>
      {row.paper === null ? null : (
        <a href={`/console/cases/${id}/procedure/paper/${row.id}`} target="_blank" rel="noopener">
          {words.say('following.case.paper_of_agency', { name: fromAgency ?? row.number })}
        </a>
      )}{' '}
      {photos.map((photo) => (
        <a href={`/console/cases/${id}/files/${photo.id}`} target="_blank" rel="noopener">
          {words.say('following.case.paper_of_person', { exhibit: photo.exhibit ?? 0 })}
        </a>
      ))}
    </small>
  );
};

const paper = async (ctx: Ctx): Promise<Response> => {
  const row = stepById(ctx.db.read, ctx.param('step'));
  if (row?.conversation_id !== ctx.param('conversation') || row.paper === null) return ctx.refuse(404);
  const { fileName, fileMime } = toldStep(row).detail;
  return sandboxed({ bytes: await ctx.parts.bytes(row.paper), mime: fileMime ?? 'application/octet-stream', name: fileName ?? 'van-ban' });
};

/** A letter's files; nothing while it is being made. */
export const LetterFiles = ({ letter, words }: { readonly letter: LetterRow; readonly words: Words }) => (
  <span>
    {formats.map(({ format, label, fileOf }) =>
      fileOf(letter) === null ? null : (
        <>
          {' '}
          <a href={`/console/cases/${letter.conversation_id}/procedure/letters/${letter.id}?as=${format}`} target="_blank" rel="noopener">
            {words.say(`following.case.${label}`)}
          </a>
        </>
      ),
    )}
  </span>
);

const formats = [
  { format: 'pdf', label: 'letter_pdf', mime: 'application/pdf', fileOf: (letter: LetterRow) => letter.pdf_sha256 },
  { format: 'docx', label: 'letter_word', mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', fileOf: (letter: LetterRow) => letter.docx_sha256 },
] as const;

const letter = async (ctx: Ctx): Promise<Response> => {
  const row = letterById(ctx.db.read, ctx.param('letter'));
  const asked = formats.find(({ format }) => format === (ctx.query('as') ?? 'pdf'));
  const sha256 = row === undefined ? undefined : asked?.fileOf(row);
  if (row?.conversation_id !== ctx.param('conversation') || asked === undefined || sha256 === null || sha256 === undefined) return ctx.refuse(404);
  const file = { bytes: await ctx.parts.bytes(sha256), mime: asked.mime, name: `${row.kind.replace(/_/g, '-')}-${row.number}.${asked.format}` };
  return asked.format === 'pdf' ? madeHere(file, 'inline') : madeHere(file);
};

export const stepPaperRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/cases/:conversation/procedure/paper/:step', needs: 'case.read', reads: 'document', handler: paper },
  { method: 'GET', path: '/cases/:conversation/procedure/letters/:letter', needs: 'case.read', reads: 'document', handler: letter },
];
