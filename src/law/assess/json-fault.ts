/**
 * Owns where a JSON text is wrong: the first fault with its line and column, and keys told twice (which JSON lets through and which
 * would silently lose a fact). Does not build values: `JSON.parse` does, after this has nothing to say.
 */
export type JsonFault = { readonly line: number; readonly column: number; readonly what: string };

const DEEPEST = 50;
const WORD = /(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)(?![\w.])/y;

/** The first fault of a JSON text, or undefined. `{"line":3,"column":14,"what":"expected , or }"}` */
export const jsonFault = (text: string): JsonFault | undefined => {
  let at = 0;
  const fault = (what: string, where = at): never => {
    throw new Error(what, { cause: where });
  };
  const space = (): void => {
    for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = text.charCodeAt(at)) at++;
  };
  const found = (): string => (at >= text.length ? 'the end' : `"${String.fromCodePoint(text.codePointAt(at) ?? 0)}"`);
  const string = (): string => {
    const start = at++;
    while (text[at] !== '"') {
      if (at >= text.length) fault('a string that does not end', start);
      if (text.charCodeAt(at) < 0x20) fault('a line break or control character inside a string');
      if (text[at] !== '\\') at++;
      else if (/^\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) at += text[at + 1] === 'u' ? 6 : 2;
      else fault('an escape that JSON does not have');
    }
    return text.slice(start, ++at);
  };
  const list = (depth: number): void => {
    at++;
    space();
    if (text[at] === ']') return void at++;
    for (;;) {
      value(depth);
      if (text[at] === ']') return void at++;
      if (text[at] !== ',') fault(`expected , or ] and found ${found()}`);
      at++;
    }
  };
  const object = (depth: number): void => {
    at++;
    space();
    if (text[at] === '}') return void at++;
    for (const keys = new Set<unknown>(); ; at++) {
      space();
      const start = at;
      if (text[at] !== '"') fault(`expected a key in "double quotes" and found ${found()}`);
      const written = string();
      const key: unknown = written.includes('\\') ? JSON.parse(written) : written.slice(1, -1);
      if (keys.has(key)) fault(`the key ${JSON.stringify(key)} is told twice`, start);
      keys.add(key);
      space();
      if (text[at] !== ':') fault(`expected : and found ${found()}`);
      at++;
      value(depth);
      if (text[at] === '}') return void at++;
      if (text[at] !== ',') fault(`expected , or } and found ${found()}`);
    }
  };
  const value = (depth: number): void => {
    space();
    if (depth > DEEPEST) fault(`nested deeper than ${DEEPEST}`);
    if (text[at] === '{') object(depth + 1);
    else if (text[at] === '[') list(depth + 1);
    else if (text[at] === '"') string();
    else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0] ?? fault(`expected a value and found ${found()}`);
      at += word.length;
    }
    space();
  };
  try {
    value(0);
    if (at < text.length) fault(`expected the end and found ${found()}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || typeof error.cause !== 'number') throw error;
    const before = text.slice(0, error.cause).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, what: error.message };
  }
};
