/**
 * Owns pictures on their way out: the platform takes no bytes, only an address it fetches once. Each is offered for two minutes under an address
 * nobody can guess, and is gone after it was fetched. In memory: a picture that is lost with the process is sent again as a link.
 */
import { newToken } from '../../basics/index.js';

export type Photos = {
  /** The last part of the address. */
  readonly offer: (bytes: Buffer, mime: string) => string;
  /** For the page `/p/<token>`; `look`: only whether it is there (HEAD). Undefined when it is gone. */
  readonly take: (token: string, look: boolean) => { readonly bytes: Buffer; readonly mime: string } | undefined;
};

const LIFE_MS = 120_000;
const MOST = 200;

export const openPhotos = (now: () => number): Photos => {
  const offered = new Map<string, { readonly bytes: Buffer; readonly mime: string; readonly until: number }>();
  const sweep = (): void => {
    for (const [token, { until }] of offered) if (until <= now() || offered.size > MOST) offered.delete(token);
  };
  return {
    offer: (bytes, mime) => {
      const token = newToken();
      offered.set(token, { bytes, mime, until: now() + LIFE_MS });
      sweep();
      return token;
    },
    take: (token, look) => {
      sweep();
      const found = offered.get(token);
      if (found === undefined) return undefined;
      if (!look) offered.delete(token);
      return { bytes: found.bytes, mime: found.mime };
    },
  };
};
