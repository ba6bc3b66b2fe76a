/** Owns the job that goes into the child. Reads it by hand: loading zod would take the child longer than most jobs. */

const tasks = ['photo', 'heic_look', 'heic_page', 'pdf_look', 'pdf_pages', 'code'] as const;

export type Job = {
  readonly task: (typeof tasks)[number];
  readonly bytes: Uint8Array;
  /** Most pixels of a photo. */
  readonly pixels: number;
  /** Most pages of a PDF or of a many-paged TIFF. */
  readonly pages: number;
};

export const readJob = (said: unknown): Job => {
  if (typeof said === 'object' && said !== null && 'task' in said && 'bytes' in said && 'pixels' in said && 'pages' in said) {
    const task = tasks.find((known) => known === said.task);
    const { bytes, pixels, pages } = said;
    if (task !== undefined && bytes instanceof Uint8Array && typeof pixels === 'number' && typeof pages === 'number') return { task, bytes, pixels, pages };
  }
  throw new Error('The job is not one of ours: job.ts and take-in.ts disagree');
};
