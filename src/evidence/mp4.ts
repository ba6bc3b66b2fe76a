/** Owns the little we read of the box format of MP4 and HEIC: whether it is whole, holds a picture track, how long it lasts. Never decodes. */

/** Boxes that hold the boxes we look for. */
const containers = new Set(['moov', 'trak', 'mdia']);

type Box = { readonly type: string; readonly body: Buffer };

/** True when every track is sound. An MP4 without a readable table of contents counts as video: we cannot vouch for it. */
export const isSoundOnly = (bytes: Uint8Array): boolean => {
  const handlers = boxesOf(bytes)
    .filter((box) => box.type === 'hdlr' && box.body.length >= 12)
    .map((box) => box.body.toString('latin1', 8, 12));
  return handlers.includes('soun') && !handlers.includes('vide');
};

/** Seconds from the movie header; undefined when there is none. */
export const mp4Seconds = (bytes: Uint8Array): number | undefined => {
  const body = boxesOf(bytes).find((box) => box.type === 'mvhd')?.body;
  if (body === undefined || body.length < 32) return undefined;
  const long = body[0] === 1;
  const perSecond = body.readUInt32BE(long ? 20 : 12);
  const duration = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  return perSecond > 0 ? duration / perSecond : undefined;
};

/** False when the file ends before its last box does: a transfer that broke off. */
export const isWhole = (bytes: Uint8Array): boolean => {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 <= part.length) {
    const short = part.readUInt32BE(at);
    if (short === 0) return true;
    if (short === 1 && at + 16 > part.length) return false;
    const size = short === 1 ? Number(part.readBigUInt64BE(at + 8)) : short;
    if (size < 8) return false;
    at += size;
  }
  return at === part.length;
};

const boxesOf = (bytes: Uint8Array): readonly Box[] => {
  const found: Box[] = [];
  const walk = (part: Buffer): void => {
    for (let at = 0; at + 8 <= part.length && found.length < 10_000; ) {
      const type = part.toString('latin1', at + 4, at + 8);
      const short = part.readUInt32BE(at);
      const head = short === 1 ? 16 : 8;
      if (at + head > part.length) return;
      const size = short === 1 ? Number(part.readBigUInt64BE(at + 8)) : short === 0 ? part.length - at : short;
      if (size < head) return;
      const body = part.subarray(at + head, Math.min(part.length, at + size));
      found.push({ type, body });
      if (containers.has(type)) walk(body);
      at += size;
    }
  };
  walk(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return found;
};
