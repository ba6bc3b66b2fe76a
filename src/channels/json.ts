/** Owns reading JSON of platforms whose ids are longer than a number can hold: such an integer is read as a string, digit for digit. */

/** A string with its escapes, or a whole number of 16 digits and more that no fraction follows. */
const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

/** `'{"id":8417234981723498172}'` → `{"id":"8417234981723498172"}`. Throws a `SyntaxError` for what is not JSON. */
const parseKeepingIds = (text: string): unknown => JSON.parse(text.replace(TOKENS, (token) => (token.startsWith('"') ? token : `"${token}"`)));

/** What a text is: JSON, or something else (a gateway's page). */
export const readJson = (text: string): { readonly body: unknown; readonly json: boolean } => {
  try {
    return { body: parseKeepingIds(text), json: true };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return { body: undefined, json: false };
    throw error;
  }
};
