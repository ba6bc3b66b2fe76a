/** Owns reading a PDF back the way a receiver's tools see it: text, words with places, pictures of pages, bookmarks, metadata (poppler and qpdf). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Grey picture of a page, one byte a dot. */
export type PagePicture = { readonly width: number; readonly height: number; readonly grey: Buffer };
export type PlacedWord = { readonly text: string; readonly x: number; readonly y: number; readonly right: number; readonly bottom: number };
export type Bookmark = { readonly title: string; readonly page: number };

const withFile = <T>(pdf: Buffer, use: (file: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
  try {
    const file = join(folder, 'dossier.pdf');
    writeFileSync(file, pdf);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const run = (program: string, args: readonly string[]): Buffer => execFileSync(program, args, { maxBuffer: 500_000_000, stdio: ['ignore', 'pipe', 'pipe'] });

/** One line of text without break marks, for comparing: layout may break anywhere. */
export const flat = (text: string): string =>
  text
    .replace(/\u200b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Text of each page in the order it was set, without page number and foot line. */
export const pageTexts = (pdf: Buffer): readonly string[] =>
  withFile(pdf, (file) => pagesOf(run('pdftotext', ['-raw', '-x', '0', '-y', '54', '-W', '842', '-H', '734', file, '-']).toString()));

/** Text of each page with everything on it. */
export const wholePageTexts = (pdf: Buffer): readonly string[] => withFile(pdf, (file) => pagesOf(run('pdftotext', ['-raw', file, '-']).toString()));

const pagesOf = (text: string): readonly string[] => text.split('\f').slice(0, -1).map(flat);

export const wordsOnPage = (pdf: Buffer, page: number): readonly PlacedWord[] =>
  withFile(pdf, (file) =>
    Array.from(
      run('pdftotext', ['-bbox', '-f', String(page), '-l', String(page), file, '-'])
        .toString()
        .matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g),
      ([, x, y, right, bottom, text]) => ({
        text: text ?? '',
        x: Number(x),
        y: Number(y),
        right: Number(right),
        bottom: Number(bottom),
      }),
    ),
  );

/** Every page (or one) rendered at this many dots per inch. */
export const render = (pdf: Buffer, dpi: number, page?: number): readonly PagePicture[] =>
  withFile(pdf, (file) => {
    const all = run('pdftoppm', ['-r', String(dpi), '-gray', ...(page === undefined ? [] : ['-f', String(page), '-l', String(page)]), file]);
    const pictures: PagePicture[] = [];
    for (let at = 0; at < all.length; ) {
      const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(all.toString('latin1', at, at + 40));
      if (head === null) throw new Error('pdftoppm wrote something that is not a grey picture');
      const [width, height] = [Number(head[1]), Number(head[2])];
      const from = at + head[0].length;
      pictures.push({ width, height, grey: all.subarray(from, from + width * height) });
      at = from + width * height;
    }
    return pictures;
  });

/** Share of dots darker than half. */
export const darkShare = ({ grey }: PagePicture): number => grey.reduce((sum, dot) => sum + (dot < 128 ? 1 : 0), 0) / grey.length;

type OutlineNode = { readonly title: string; readonly destpageposfrom1: number | null; readonly kids: readonly OutlineNode[] };
const outlineSchema: z.ZodType<OutlineNode> = z.lazy(() => z.object({ title: z.string(), destpageposfrom1: z.number().nullable(), kids: z.array(outlineSchema) }));

export const bookmarks = (pdf: Buffer): readonly Bookmark[] => {
  const walk = (nodes: readonly OutlineNode[]): readonly Bookmark[] =>
    nodes.flatMap(({ title, destpageposfrom1, kids }) => [{ title, page: destpageposfrom1 ?? 0 }, ...walk(kids)]);
  return withFile(pdf, (file) =>
    walk(z.object({ outlines: z.array(outlineSchema) }).parse(JSON.parse(run('qpdf', ['--json=1', '--json-key=outlines', file]).toString())).outlines),
  );
};

/** What `qpdf --check` says; throws when it finds an error. */
export const check = (pdf: Buffer): string => withFile(pdf, (file) => run('qpdf', ['--check', file]).toString());

export const metadata = (pdf: Buffer): string => withFile(pdf, (file) => run('pdfinfo', ['-meta', file]).toString());
export const info = (pdf: Buffer): string => withFile(pdf, (file) => run('pdfinfo', [file]).toString());
export const fonts = (pdf: Buffer): string => withFile(pdf, (file) => run('pdffonts', [file]).toString());
