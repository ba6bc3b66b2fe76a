/** Owns the names of the files handed out: plain ASCII, the reference inside, so that mail systems and clerks keep them apart. */
import type { DossierRecord } from './record.js';

export type NamedPart = { readonly kind: 'whole' } | { readonly kind: 'main' } | { readonly kind: 'volume'; readonly number: number };

/** `'DH-2026-000123-v1.pdf'`; `-phan-chinh` for the main part, `-phu-luc-tap-2` for a volume; `.json` for the companion. */
export const fileName = (record: Pick<DossierRecord, 'reference' | 'version'>, part: NamedPart = { kind: 'whole' }, extension: 'pdf' | 'json' = 'pdf'): string => {
  const reference = record.reference
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/Đ/g, 'D')
    .replace(/đ/g, 'd')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (reference === '') throw new Error('a dossier needs a reference with letters or digits before it gets a file name');
  return `${reference}-v${record.version}${suffixOf(part)}.${extension}`;
};

const suffixOf = (part: NamedPart): string => {
  switch (part.kind) {
    case 'whole':
      return '';
    case 'main':
      return '-phan-chinh';
    case 'volume':
      return `-phu-luc-tap-${part.number}`;
  }
};
