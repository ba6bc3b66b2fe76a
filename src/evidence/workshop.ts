/**
 * Owns the child process that opens what strangers send: photos, HEIC, PDF. One job, then it is thrown away with all it allocated.
 * Runs only through `child.ts`. Never reads or writes a file.
 */
import { type Job, readJob } from './job.js';
import { photoPages } from './photo.js';
import { type Say, serve } from './serve.js';

/** Photos are most of what comes, so their decoder is loaded before the job; the others only for their own files. */
const handle = async (job: Job, say: Say): Promise<void> => {
  switch (job.task) {
    case 'photo':
      return photoPages(job, say);
    case 'heic_look':
      return (await import('./heic.js')).lookAtHeic(job, say);
    case 'heic_page':
      return (await import('./heic.js')).heicPage(job, say);
    case 'pdf_look':
      return (await import('./pdf.js')).lookAtPdf(job, say);
    case 'pdf_pages':
      return (await import('./pdf.js')).pdfPages(job, say);
  }
};

serve((job, say) => handle(readJob(job), say));
