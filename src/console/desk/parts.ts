/** Owns what the desk's pages need beyond what every page has. */
// biome-ignore lint/complexity/noBannedTypes: nothing yet; the desk names its needs here
export type DeskParts = {};
