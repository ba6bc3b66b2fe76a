/** Owns telling our own pages from strangers' pages. The form token (`chat/key.ts`) is the second lock on the same door. */

/** True when a writing request comes from a page of ours, or from something that is not a browser (no browser header at all). */
export const fromOurPage = (headers: Headers): boolean => {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  if (origin === null) return true;
  // A page cannot set `X-Forwarded-Host` in a form or a simple request, so a proxy's word may be taken here.
  const hosts = [headers.get('x-forwarded-host'), headers.get('host')];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
};
