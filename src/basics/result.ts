/** The answer of anything that may refuse what it was given: the value, or one code per reason. Words for each code live in `locales/`. */
export type Result<T, Code extends string = string> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: Code };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const refused = <Code extends string>(code: Code): { readonly ok: false; readonly code: Code } => ({ ok: false, code });
