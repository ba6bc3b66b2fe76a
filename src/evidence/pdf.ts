/** Owns looking into a PDF and drawing its pages: in the child only. Never repairs, never writes a PDF. */
import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';
import sharp from 'sharp';
import type { Finding } from './finding.js';
import type { Job } from './job.js';
import { refusal } from './photo.js';
import type { FileRefusal } from './refusals.js';
import type { Say } from './serve.js';

const pointsPerInch = 72;
const dotsPerInch = 150;
/** A4 at 150 dpi is 1754; web pages printed to one endless sheet are drawn smaller instead of being refused. */
const longestSide = 2000;
/** Part of the look's time spent on opening page after page; what is beyond is met when the pages are drawn. */
const openPagesMs = 600;

/** Says how many pages, or a refusal. Opens each page and draws the first, because a cut file often opens and fails later. */
export const lookAtPdf = async (job: Job, say: Say): Promise<void> => {
  const opened = await openPdf(job);
  if ('code' in opened) return say(refusal(opened.code));
  const { pdf, count } = opened;
  const until = performance.now() + openPagesMs;
  for (let i = 1; i < count && performance.now() < until; i += 1) if (sizeOf(pdf, i) === undefined) return say(refusal('pdf_broken'));
  const first = await draw(pdf, 0, dotsPerInch / 4);
  if (first === undefined) return say(refusal('pdf_broken'));
  if (count === 1 && isBlank(first.data)) return say(refusal('pdf_blank'));
  return say({ found: 'pages', count } satisfies Finding);
};

/** Says page after page; at the end a refusal if not one of them shows anything. */
export const pdfPages = async (job: Job, say: Say): Promise<void> => {
  const opened = await openPdf(job);
  if ('code' in opened) return say(refusal(opened.code));
  let seen = 0;
  for (let i = 0; i < opened.count; i += 1) {
    const drawn = await draw(opened.pdf, i, dotsPerInch);
    if (drawn === undefined) return say(refusal('pdf_broken'));
    const blank = isBlank(drawn.data);
    if (!blank) seen += 1;
    const jpeg = await sharp(drawn.data, { raw: { width: drawn.width, height: drawn.height, channels: 4 } })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80, chromaSubsampling: '4:2:0' })
      .toBuffer();
    await say({ found: 'page', jpeg, width: drawn.width, height: drawn.height, blank } satisfies Finding);
  }
  if (seen === 0) await say(refusal('pdf_blank'));
};

const openPdf = async (job: Job): Promise<{ readonly pdf: PDFiumDocument; readonly count: number } | { readonly code: FileRefusal }> => {
  const library = await PDFiumLibrary.init();
  // An empty password is tried by PDFium itself: a file that only restricts printing opens.
  const pdf = await library.loadDocument(job.bytes).catch((error: unknown) => whyNot(error));
  if (typeof pdf === 'string') return { code: pdf };
  const count = pdf.getPageCount();
  if (count < 1) return { code: 'pdf_no_pages' };
  if (count > job.pages) return { code: 'pdf_too_many_pages' };
  return { pdf, count };
};

/** PDFium's errors 4 (password) and 5 (a certificate or DRM): for the person the same lock and the same way out. */
const whyNot = (error: unknown): FileRefusal => (error instanceof Error && /password|security/i.test(error.message) ? 'pdf_password' : 'pdf_broken');

const sizeOf = (pdf: PDFiumDocument, index: number): { readonly page: PDFiumPage; readonly width: number; readonly height: number } | undefined => {
  try {
    const page = pdf.getPage(index);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    // A page that cannot be loaded has no size.
    return width > 0 && height > 0 ? { page, width, height } : undefined;
  } catch {
    // PDFium's own fault inside WebAssembly: this file cannot be drawn.
    return undefined;
  }
};

type Drawn = { readonly data: Uint8Array; readonly width: number; readonly height: number };

const draw = async (pdf: PDFiumDocument, index: number, dpi: number): Promise<Drawn | undefined> => {
  const found = sizeOf(pdf, index);
  if (found === undefined) return undefined;
  const scale = Math.min(dpi / pointsPerInch, longestSide / Math.max(found.width, found.height));
  const width = Math.max(1, Math.round(found.width * scale));
  const height = Math.max(1, Math.round(found.height * scale));
  // Form fields are drawn too: what a person filled in is the evidence.
  return found.page.render({ width, height, renderFormFields: true }).catch(() => undefined);
};

/** Pure white, every pixel: PDFium draws nothing where it could not read. A scanned empty sheet never is. */
const isBlank = (rgba: Uint8Array): boolean => {
  for (let i = 0; i < rgba.length; i += 4) if (rgba[i] !== 255 || rgba[i + 1] !== 255 || rgba[i + 2] !== 255) return false;
  return true;
};
