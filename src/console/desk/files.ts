/** Owns handing a case's files to an officer: what people sent, sandboxed, page by page or as it came; dossiers as this program made them. */
import { dossierById, evidenceById } from '../../cases/index.js';
import { fileName, recordSchema } from '../../dossier/index.js';
import { madeHere, sandboxed } from '../files.js';
import type { ConsoleRoute } from '../routes.js';

export const fileRoutes: readonly ConsoleRoute[] = [
  {
    method: 'GET',
    path: '/cases/:conversation/files/:file',
    needs: 'case.read',
    reads: 'document',
    handler: async (ctx) => {
      const row = evidenceById(ctx.db.read, ctx.param('file'));
      if (row?.conversation_id !== ctx.param('conversation') || row.sha256 === null) return ctx.refuse(404);
      const page = Number(ctx.query('page') ?? '0');
      const pages = row.pages === null ? [] : (JSON.parse(row.pages) as string[]);
      const sha256 = page > 0 ? pages[page - 1] : row.sha256;
      if (sha256 === undefined) return ctx.refuse(404);
      const bytes = await ctx.parts.bytes(sha256);
      return sandboxed({ bytes, mime: page > 0 ? 'image/jpeg' : (row.mime ?? 'application/octet-stream'), name: row.name });
    },
  },
  {
    method: 'GET',
    path: '/cases/:conversation/dossiers/:dossier',
    needs: 'case.read',
    reads: 'document',
    handler: async (ctx) => {
      const dossier = dossierById(ctx.db.read, ctx.param('dossier'));
      if (dossier?.conversation_id !== ctx.param('conversation') || dossier.pdf_sha256 === null) return ctx.refuse(404);
      const bytes = await ctx.parts.bytes(dossier.pdf_sha256);
      return madeHere({ bytes, mime: 'application/pdf', name: fileName(recordSchema.parse(JSON.parse(dossier.record))) }, 'inline');
    },
  },
];
