/**
 * Owns the child process that opens what strangers send: photos, HEIC, PDF. Runs only through `child.ts`. Never reads or writes a file.
 */
import { type Job, readJob } from './job.js';
import { photoPages } from './photo.js';
import { type Say, serve } from './serve.js';

/** Photos are most of what comes, so their decoder is loaded before the job; the others only for their own files. */
const handle = async (job: Job, say: Say): Promise<boolean> => {
  switch (job.task) {
    case 'photo':
      await photoPages(job, say);
      return true;
    case 'pdf_look':
      await (await import('./pdf.js')).lookAtPdf(job, say);
      return true;
    case 'pdf_pages':
      await (await import('./pdf.js')).pdfPages(job, say);
      return true;
    case 'code':
      return (await import('./code.js')).codeIn(job, say);
    // libheif is one instance for the whole process: after a broken picture we do not know what is left in it.
    case 'heic_look':
      await (await import('./heic.js')).lookAtHeic(job, say);
      return false;
    case 'heic_page':
      await (await import('./heic.js')).heicPage(job, say);
      return false;
  }
};

serve((job, say) => handle(readJob(job), say));
