/** Owns a recorded step's papers for officers: what the agency sent with its form, and the photos the person sent of it, each from a sandboxed address. */
import { evidenceOf } from '../../cases/index.js';
import { stepPaper } from '../../conversation/index.js';
import { stepById, type StepRow, toldStep } from '../../procedure/index.js';
import type { Words } from '../../wording/index.js';
import { sandboxed } from '../files.js';
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

export const stepPaperRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/cases/:conversation/procedure/paper/:step', needs: 'case.read', reads: 'document', handler: paper },
];
