/** Owns speaking tus (resumable uploads) for one page: the library keeps the protocol, `src/evidence/partial.ts` the bytes. Not the verdict. */
import { DataStore, ERRORS, Server, Upload } from '@tus/server';
import { randomId } from '../../basics/index.js';
import { defaultLimits } from '../../evidence/index.js';
import type { UploadPlace, WebPort } from '../port.js';

export const largestFile = Math.max(defaultLimits.photoBytes, defaultLimits.pdfBytes, defaultLimits.audioBytes);

export type TusTools = {
  readonly uploads: WebPort['uploadPages'];
  readonly now: () => string;
  /** What the page's script shows for a code, as JSON. */
  readonly refusal: (place: UploadPlace, code: string, name: string) => string;
};

/** Answers one request of the protocol for an open page. */
export const tusFor = ({ uploads, now, refusal }: TusTools): ((request: Request, place: UploadPlace, base: string) => Promise<Response>) => {
  // The library asks per request by its address only; a page is found again by the id's beginning.
  const places = new WeakMap<object, { readonly place: UploadPlace; readonly base: string }>();
  const at = (request: object): { readonly place: UploadPlace; readonly base: string } => {
    const known = places.get(request);
    if (known === undefined) throw new Error('an upload request without its page: tusFor must be called with the request that the server sees');
    return known;
  };
  const server = new Server({
    path: '/u',
    datastore: new SealedUploads(uploads, now),
    maxSize: largestFile,
    respectForwardedHeaders: false,
    allowedOrigins: () => false,
    namingFunction: (request) => `${at(request).place.prefix}${randomId()}`,
    generateUrl: (request, { id }) => `${at(request).base}/${id}`,
    getFileIdFromRequest: (request, last) => (last?.startsWith(at(request).place.prefix) ? last : undefined),
    onUploadCreate: async (request) => {
      const { place } = at(request);
      if (place.room <= 0) throw { status_code: 422, body: refusal(place, 'too_many_by_page', '') };
      return {};
    },
    onUploadFinish: async (request, upload) => {
      const { place } = at(request);
      const name = upload.metadata?.filename ?? '';
      const taken = await uploads.take(upload.id, name, upload.metadata?.group ?? undefined, uploads.partials.read(upload.id));
      if (!taken.ok) throw { status_code: 422, body: refusal(place, taken.code, name) };
      return {};
    },
    onResponseError: (request, error) =>
      'status_code' in error && error.status_code === ERRORS.ERR_MAX_SIZE_EXCEEDED.status_code
        ? { status_code: 413, body: refusal(at(request).place, 'file_too_big', '') }
        : undefined,
  });
  return (request, place, base) => {
    places.set(request, { place, base });
    return server.handleWeb(request);
  };
};

/** The library's store over our encrypted one. */
class SealedUploads extends DataStore {
  override extensions = ['creation', 'creation-with-upload'];
  constructor(
    private readonly uploads: WebPort['uploadPages'],
    private readonly now: () => string,
  ) {
    super();
  }
  override async create(upload: Upload): Promise<Upload> {
    await this.uploads.partials.begin({ id: upload.id, size: upload.size ?? 0, begunAt: this.now(), metadata: metadataOf(upload) });
    return upload;
  }
  override write(stream: AsyncIterable<Uint8Array>, id: string, offset: number): Promise<number> {
    return this.uploads.partials.append(id, offset, stream);
  }
  override async getUpload(id: string): Promise<Upload> {
    const partial = await this.uploads.partials.state(id);
    if (partial !== undefined) return new Upload({ id, size: partial.size, offset: partial.offset, metadata: { ...partial.metadata }, creation_date: partial.begunAt });
    // Handed over, but the answer was lost on the way: the sender hears that all of it is here, and does not begin anew.
    const size = this.uploads.sizeOf(id);
    if (size !== undefined) return new Upload({ id, size, offset: size, metadata: {} });
    throw ERRORS.FILE_NOT_FOUND;
  }
}

/** Only what we use, and not more of it than a name is long. */
const metadataOf = ({ metadata }: Upload): { filename: string; group: string | null } => ({
  filename: (metadata?.filename ?? '').slice(0, 200),
  group: /^[\w-]{8,40}$/.test(metadata?.group ?? '') ? (metadata?.group ?? null) : null,
});
