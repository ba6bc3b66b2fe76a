/** Owns how big, how long and how heavy a file may be. Not the words that say so (`files.yaml` of each locale). */

/** Bytes, pixels, pages, milliseconds and megabytes; every one can be set by the caller, `defaultLimits` is what we run with. */
export type Limits = {
  readonly photoBytes: number;
  readonly pdfBytes: number;
  readonly audioBytes: number;
  /** Width × height of a photo. Phones make 108 megapixels; a decompression bomb starts above. */
  readonly pixels: number;
  /** The same for HEIC, whose decoder holds every pixel at once. A 48-megapixel iPhone photo fits. */
  readonly heicPixels: number;
  readonly pdfPages: number;
  /** `takeIn` answers within this time after the last byte; a good file that needs longer is accepted and settled by `prepare`. */
  readonly verdictMs: number;
  /** A PDF whose first look takes longer than this is refused. Counted from when the child is ready, so a busy machine is not the file's fault. */
  readonly lookMs: number;
  /** The longest one page may take in `prepare`, and all pages together. */
  readonly pageMs: number;
  readonly allPagesMs: number;
  /** The longest a photo is searched for a QR code. */
  readonly codeMs: number;
  /** Resident memory of one child. */
  readonly memoryMb: number;
};

export const defaultLimits: Limits = {
  photoBytes: 20_000_000,
  pdfBytes: 50_000_000,
  audioBytes: 50_000_000,
  pixels: 120_000_000,
  heicPixels: 50_000_000,
  pdfPages: 200,
  verdictMs: 1_800,
  lookMs: 1_400,
  pageMs: 15_000,
  allPagesMs: 180_000,
  codeMs: 20_000,
  memoryMb: 1_200,
};

/** What the words in `files.yaml` may mention: `{"photoMb":20,"pdfMb":50,"pdfPages":200}`. */
export const limitFacts = (limits: Limits = defaultLimits): { readonly photoMb: number; readonly pdfMb: number; readonly pdfPages: number } => ({
  photoMb: Math.floor(limits.photoBytes / 1_000_000),
  pdfMb: Math.floor(limits.pdfBytes / 1_000_000),
  pdfPages: limits.pdfPages,
});
