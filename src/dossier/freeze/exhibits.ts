/** Owns what became of each file sent in: printed under an exhibit's number, or left out with the reason. Together they are all of them. */
import type { EvidenceRow } from '../../cases/index.js';
import type { DossierRecord, Exhibit } from '../record.js';
import type { Freezing } from './from.js';

const isPrinted = (row: EvidenceRow): boolean => row.state === 'received' && row.pages !== null && (JSON.parse(row.pages) as unknown[]).length > 0;

/** Files grouped by exhibit number; numbers run on without gaps in the order received. */
export const exhibitsOf = (from: Freezing): Exhibit[] => {
  const printed = from.evidence.filter((row) => isPrinted(row) && row.exhibit !== null);
  const numbers = [...new Set(printed.map((row) => row.exhibit ?? 0))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const files = printed.filter((row) => row.exhibit === number);
    const [first] = files;
    const note = files
      .map(({ caption }) => caption)
      .filter((caption) => caption !== '')
      .join('; ');
    return {
      number,
      title: exhibitTitle(number, first, from),
      ...(note === '' ? {} : { note }),
      files: files.map((row) => ({
        sha256: row.sha256 ?? '',
        name: row.name,
        mime: row.mime ?? '',
        pages: (JSON.parse(row.pages ?? '[]') as unknown[]).length,
        receivedAt: row.received_at,
      })),
    };
  });
};

const exhibitTitle = (number: number, first: EvidenceRow | undefined, from: Freezing): string => {
  const key = `q.paper_${first?.paper}.label`;
  if (first?.paper && from.wording.vi.has(key)) return from.wording.vi.say(key);
  if (first?.title) return first.title;
  return first?.caption ? first.caption : from.wording.vi.say('freeze.exhibit', { number });
};

export const exhibitOf = (paper: string, from: Freezing, exhibits: readonly Exhibit[]): number | undefined =>
  exhibits.find(({ number }) => from.evidence.some((row) => row.exhibit === number && row.paper === paper && isPrinted(row)))?.number;

/** Received = printed + left out: whatever is not an exhibit is named here with its reason. */
export const leftOutOf = (from: Freezing): DossierRecord['leftOut'] =>
  from.evidence
    .filter((row) => !isPrinted(row))
    .map((row) => ({
      name: row.name === '' ? from.wording.vi.say('freeze.exhibit', { number: row.exhibit ?? '' }) : row.name,
      sha256: row.sha256 ?? '',
      because: becauseOf(row, from),
    }));

const becauseOf = (row: EvidenceRow, from: Freezing): string => {
  const words = from.wording.vi;
  if (row.state === 'refused') return row.reason === 'withdrawn' ? words.say('freeze.left_out.withdrawn') : refusedBecause(row.reason ?? '', from);
  if (row.state === 'repeated') return words.say('freeze.left_out.repeated', { exhibit: row.exhibit ?? 0 });
  if (!row.mime?.startsWith('audio/')) return words.say('freeze.left_out.no_pages');
  if (row.seconds === null) return words.say('freeze.left_out.audio');
  return words.say('freeze.left_out.audio_length', { length: `${Math.floor(row.seconds / 60)}:${String(row.seconds % 60).padStart(2, '0')}` });
};

const refusedBecause = (code: string, from: Freezing): string => {
  const words = from.wording.vi;
  return words.say('freeze.left_out.refused', { code: words.has(`freeze.refused.${code}`) ? words.say(`freeze.refused.${code}`) : code });
};
