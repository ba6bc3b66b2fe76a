/**
 * Owns whether a knock comes from Zalo: `mac = hex(SHA-256(appId + body + timestamp + OA secret key))` over the very bytes that came; a plain hash,
 * not an HMAC. Both places a timestamp was seen in and both spellings of the header are taken.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export const signatureHeader = 'x-zevent-signature';
export const timestampHeader = 'x-zevent-timestamp';

/** The 64 hex digits of a header (`mac=…`, `sha256=…` or bare), lower case; undefined for anything else, also a header that came twice. */
export const macIn = (header: string | null): string | undefined => /^(?:(?:mac|sha256)=)?([0-9a-f]{64})$/.exec((header ?? '').trim().toLowerCase())?.[1];

export const macOf = (appId: string, body: Uint8Array, timestamp: string, secret: string): string =>
  createHash('sha256').update(appId).update(body).update(timestamp).update(secret).digest('hex');

/** Compares in constant time. `timestamps`: those the sender may have signed with. */
export const isSigned = (mac: string, appId: string, body: Uint8Array, timestamps: readonly string[], secret: string): boolean => {
  const given = Buffer.from(mac, 'hex');
  // Every candidate is looked at, so that the time tells nothing about which one fits.
  return timestamps.map((timestamp) => timingSafeEqual(Buffer.from(macOf(appId, body, timestamp, secret), 'hex'), given)).includes(true);
};
