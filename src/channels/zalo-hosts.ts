/** Owns which hosts people's files are fetched from. */

const ZALO_HOSTS = ['zdn.vn', 'zadn.vn', 'zalo.me', 'zaloapp.com', 'zaloplatforms.com', 'zapps.me'] as const;

/** Zalo's own hosts, and the host of an API root that was set by hand. Anything else in an update is not fetched: it could be an address inside our own network. */
export const zaloHost =
  (root: string) =>
  (url: URL): boolean =>
    ZALO_HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`)) || url.host === new URL(root).host;
