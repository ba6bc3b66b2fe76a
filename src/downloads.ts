/** Owns what a link `/d/<token>` hands out, by what it was made for, and making one for a file an officer sends. Signs and expires none: see `src/cases`. */
import type { Readable } from 'node:stream';
import { addSeconds, type Instant, newToken, ok, type Result } from './basics/index.js';
import { dossierById, type Link, linkMade, linkOpened } from './cases/index.js';
import { fileName, recordSchema } from './dossier/index.js';
import { type FileStore, takeIn } from './evidence/index.js';
import { letterMime } from './letters/index.js';
import { letterById } from './procedure/index.js';
import type { Database } from './storage/index.js';
import type { PageFile, WebPort } from './web/index.js';

/** As long as a dossier's link. */
const FILE_LINK_SECONDS = 30 * 86_400;

export type DownloadTools = { readonly db: Database; readonly now: () => Instant; readonly store: FileStore; readonly publicUrl: string };
export type Downloads = {
  readonly openLink: WebPort['openLink'];
  /** Keeps an officer's file and makes its link. */
  readonly handOut: (
    conversation: string,
    name: string,
    bytes: Readable,
  ) => Promise<Result<{ readonly fileId: string; readonly name: string; readonly mime: string; readonly url: string }>>;
};

export const openDownloads = (tools: DownloadTools): Downloads => {
  const { db, now, store, publicUrl } = tools;
  return {
    openLink: async (token) => {
      const link = await db.transaction((tx) => linkOpened(tx, token, now()));
      return link && fileOf(link, tools);
    },
    handOut: async (conversation, name, bytes) => {
      const taken = await takeIn(bytes, { name }, { store });
      if (!taken.ok) return taken;
      const { sha256, mime, name: kept } = taken.value;
      const token = newToken();
      await db.transaction((tx) => linkMade(tx, token, 'file', [sha256, mime, kept].join('\n'), conversation, now(), addSeconds(now(), FILE_LINK_SECONDS)));
      return ok({ fileId: sha256, name: kept, mime, url: `${publicUrl}/d/${token}` });
    },
  };
};

const fileOf = async (link: Link, { db, store }: DownloadTools): Promise<PageFile | undefined> => {
  if (link.kind === 'file') {
    const [sha256 = '', mime = '', ...name] = link.target.split('\n');
    return { name: name.join(' '), mime, bytes: await store.get(sha256) };
  }
  if (link.kind === 'export') return { name: `du-lieu-cua-toi-${link.created_at.slice(0, 10)}.json`, mime: 'application/json', bytes: await store.get(link.target) };
  if (link.kind === 'letter') {
    const [id = '', asked] = link.target.split(' ');
    const format = asked === 'docx' ? 'docx' : 'pdf';
    const letter = letterById(db.read, id);
    const sha256 = letter?.[`${format}_sha256`];
    if (letter === undefined || sha256 == null) return undefined;
    return { name: `${letter.kind.replace(/_/g, '-')}-${letter.number}.${format}`, mime: letterMime[format], bytes: await store.get(sha256) };
  }
  const dossier = dossierById(db.read, link.target);
  if (dossier?.pdf_sha256 == null) return undefined;
  return { name: fileName(recordSchema.parse(JSON.parse(dossier.record))), mime: 'application/pdf', bytes: await store.get(dossier.pdf_sha256) };
};
