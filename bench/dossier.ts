/** Owns the dossier's figures: ten pages of text with 57 photos of 4 MB, and one without exhibits, made through the program in a process of its own. */
import { writeFileSync } from 'node:fs';
import { randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import type { Workplace } from './build.js';
import { start, watchMemory } from './child.js';
import { median } from './stats.js';
import { atMost, type Line, show } from './table.js';

const PHOTOS = 57;
const schema = z.object({ allMs: z.number(), yesMs: z.number(), bytes: z.number(), pages: z.number() });
type Made = z.infer<typeof schema> & { readonly mb: number };

export const dossier = async (place: Workplace, rounds: number, note: (line: string) => void): Promise<readonly Line[]> => {
  const photos = place.fresh('photos');
  const megabytes = await takePhotos(photos);
  const seen: { readonly full: Made[]; readonly bare: Made[] } = { full: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    seen.full.push(await make(place, ['--photos', photos]));
    seen.bare.push(await make(place, []));
    note(`dossier: ${JSON.stringify({ full: seen.full.at(-1), bare: seen.bare.at(-1) })}`);
  }
  const of = (list: readonly Made[], read: (one: Made) => number): number => median(list.map(read));
  const [all, yes, mb, bare] = [
    of(seen.full, (one) => one.allMs) / 1000,
    of(seen.full, (one) => one.yesMs) / 1000,
    of(seen.full, (one) => one.mb),
    of(seen.bare, (one) => one.yesMs) / 1000,
  ];
  const [first] = seen.full;
  const what = `${(first?.pages ?? 0) - PHOTOS} text pages + ${PHOTOS} photos of ${megabytes.toFixed(1)} MB`;
  return [
    { bench: 'dossier', what: `${what}: from the first photo to the PDF`, ours: show(all, 's', 2), beside: '', goal: atMost(all, 10, 's') },
    { bench: 'dossier', what: `${what}: from the yes`, ours: show(yes, 's', 2), beside: '', goal: atMost(yes, 2, 's') },
    { bench: 'dossier', what: `${what}: peak memory of all processes`, ours: show(mb, 'MB'), beside: '', goal: atMost(mb, 512, 'MB') },
    { bench: 'dossier', what: `no exhibits, ${seen.bare[0]?.pages ?? 0} pages: from the yes`, ours: show(bare, 's', 2), beside: '', goal: atMost(bare, 0.5, 's') },
  ];
};

const make = async (place: Workplace, args: readonly string[]): Promise<Made> => {
  const child = start(place.script('bench/dossier-child'), {}, ['--dir', place.fresh('dossier'), ...args]);
  const watch = watchMemory(child.pid);
  try {
    return { ...schema.parse(await child.hears(300_000)), mb: watch() };
  } finally {
    watch();
    await child.end();
  }
};

/** Photos of 12 megapixels, each another piece of one noise, so that each weighs about 4 MB and none is stored twice. Their mean size in MB. */
const takePhotos = async (folder: string): Promise<number> => {
  const [width, height] = [4000, 3000];
  const grain = randomFillSync(Buffer.alloc(1016 * 766 * 3));
  const wide = { width: 1016 * 4, height: 766 * 4, channels: 3 as const };
  const noise = await sharp(grain, { raw: { width: 1016, height: 766, channels: 3 } })
    .resize(wide.width, wide.height, { kernel: 'cubic' })
    .raw()
    .toBuffer();
  let total = 0;
  for (let i = 0; i < PHOTOS; i += 1) {
    const photo = await sharp(noise, { raw: wide }).extract({ left: i, top: i, width, height }).jpeg({ quality: 88 }).toBuffer();
    total += photo.length;
    writeFileSync(join(folder, `anh-${String(i + 1).padStart(2, '0')}.jpg`), photo);
  }
  return total / PHOTOS / 1e6;
};
