/** Owns which kind of reply a question takes. The readers themselves are in `readers/`; labels are words and come from `locales/`. */

export type ReadsSpec =
  /** One of a closed list; `labels` are `q.<question>.options.<id>`. `ownWords` names the keyword table that may suggest an option (always asked back). */
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly ownWords?: string }
  | { readonly kind: 'yes_no' }
  /** `past`: a future day is refused. */
  | { readonly kind: 'day'; readonly past?: boolean }
  /** Whole, from `least` to `most`; `unit`: another unit of time typed is refused. */
  | { readonly kind: 'number'; readonly unit?: 'day' | 'month' | 'person'; readonly least?: number; readonly most?: number }
  /** `monthly`: «8 triệu/tháng» is meant; otherwise a sum. */
  | { readonly kind: 'money'; readonly monthly?: true }
  | { readonly kind: 'text' | 'name' | 'phone' | 'email' | 'identity' | 'place' };

/** What besides a value may be said: `'none'` (không có) where it makes sense. `unknown` is allowed unless the step says `mustKnow`. */
export type Also = { readonly none?: true };
