/** Owns the list of provinces a form offers, in the order Vietnamese reads. */
import type { Law } from '../law/index.js';

const order = new Intl.Collator('vi');
export const provinceChoices = (law: Law): readonly { readonly code: string; readonly name: string }[] =>
  [...law.provinces.values()].map(({ code, full_name }) => ({ code, name: full_name })).sort((a, b) => order.compare(a.name, b.name));
/** «Cả nước» is the page's word: undefined here. */
export const provinceName = (law: Law, code: string | null): string | undefined => (code === null ? undefined : (law.provinces.get(code)?.full_name ?? code));
