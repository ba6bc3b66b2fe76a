/** Owns the dossier's figures: time, memory and size for no exhibits, a 40-page dossier and 57 photos of 1600 px. Run by a script, never by the tests. */
import { readFileSync } from 'node:fs';
import { makePdf } from '../../src/dossier/make-pdf.js';
import { aPicture, aRecord, aRecordWithPhotos } from '../kit/a-record.js';

export type DossierFigure = { readonly what: string; readonly pages: number; readonly bytes: number; readonly milliseconds: number; readonly childPeakMb: number };

/** Medians of `runs` runs, pictures made beforehand. */
export const bench = async (runs = 3): Promise<readonly DossierFigure[]> => {
  const photos = await Promise.all(Array.from({ length: 57 }, (_, i) => aPicture(`bench ${i}`, { width: 1200, height: 1600 })));
  const figures: DossierFigure[] = [];
  for (const [what, record] of [
    ['no exhibits', aRecord('criminal', { exhibits: [], papers: [] })],
    ['40 pages', aRecordWithPhotos(33)],
    ['57 photos', aRecordWithPhotos(57)],
  ] as const) {
    const times: DossierFigure[] = [];
    for (let run = 0; run < runs; run++) {
      let next = 0;
      const watch = watchChildren();
      const from = performance.now();
      const made = await makePdf(record, async () => [photos[next++] ?? photos[0] ?? Buffer.alloc(0)]);
      times.push({ what, pages: made.pages, bytes: made.pdf.length, milliseconds: Math.round(performance.now() - from), childPeakMb: watch() });
    }
    const sorted = times.toSorted((a, b) => a.milliseconds - b.milliseconds);
    const median = sorted[Math.floor(runs / 2)];
    if (median !== undefined) figures.push(median);
  }
  return figures;
};

/** Largest resident memory seen among this process's children, sampled every 20 ms (Linux). */
const watchChildren = (): (() => number) => {
  let peak = 0;
  const timer = setInterval(() => {
    for (const pid of readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter((one) => one !== '')) {
      try {
        peak = Math.max(peak, (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1_048_576);
      } catch {}
    }
  }, 20);
  return () => {
    clearInterval(timer);
    return Math.round(peak);
  };
};
