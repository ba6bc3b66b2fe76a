/** Owns how long a recording lasts, where its own header says so. Recordings are kept as evidence and never decoded. */
import { mp4Seconds } from './mp4.js';

/** Whole seconds, at least 1; undefined when the file does not say. */
export const secondsOf = (bytes: Uint8Array, mime: string): number | undefined => {
  const seconds = lengthOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), mime);
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? Math.max(1, Math.round(seconds)) : undefined;
};

const lengthOf = (bytes: Buffer, mime: string): number | undefined => {
  switch (mime) {
    case 'audio/wav':
      return wavSeconds(bytes);
    case 'audio/ogg':
      return oggSeconds(bytes);
    case 'audio/mp4':
      return mp4Seconds(bytes);
    case 'audio/amr':
      return amrSeconds(bytes);
    default:
      return undefined;
  }
};

/** Data bytes over bytes per second. */
const wavSeconds = (bytes: Buffer): number | undefined => {
  const format = bytes.indexOf('fmt ');
  const data = bytes.indexOf('data');
  if (format < 0 || data < 0 || format + 20 > bytes.length || data + 8 > bytes.length) return undefined;
  const perSecond = bytes.readUInt32LE(format + 16);
  return perSecond > 0 ? Math.min(bytes.readUInt32LE(data + 4), bytes.length - data - 8) / perSecond : undefined;
};

/** The last page's position, in samples: Opus always counts 48,000 a second, Vorbis says its own rate. */
const oggSeconds = (bytes: Buffer): number | undefined => {
  const last = bytes.lastIndexOf('OggS');
  if (last < 0 || last + 14 > bytes.length) return undefined;
  const samples = Number(bytes.readBigInt64LE(last + 6));
  if (bytes.subarray(0, 512).includes('OpusHead')) return samples / 48_000;
  const vorbis = bytes.subarray(0, 512).indexOf('\x01vorbis');
  return vorbis < 0 || vorbis + 16 > bytes.length ? undefined : samples / bytes.readUInt32LE(vorbis + 12);
};

/** AMR narrowband: frames of 20 ms whose first byte gives their length. */
const amrSeconds = (bytes: Buffer): number | undefined => {
  const lengths = [12, 13, 15, 17, 19, 20, 26, 31, 5];
  const start = '#!AMR\n';
  if (!bytes.subarray(0, start.length).equals(Buffer.from(start))) return undefined;
  let frames = 0;
  for (let at = start.length; at < bytes.length; frames += 1) at += 1 + (lengths[((bytes[at] ?? 0) >> 3) & 15] ?? 0);
  return frames / 50;
};
