/** Owns what a page of the book is made of. Knows no Markdown and no Typst: both are drawn from these blocks. */

/** A piece of running text: plain, bold, italic, a code name, a place in the book, an address. */
export type Span =
  | string
  | { readonly bold: string }
  | { readonly italic: string }
  | { readonly code: string }
  | { readonly to: string; readonly text: string }
  | { readonly url: string; readonly text: string };
export type Line = readonly Span[];

export type Block =
  /** `id` is what links point to; unique in the book. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly id?: string; readonly code?: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'small'; readonly line: Line }
  | { readonly kind: 'notice'; readonly title: string; readonly lines: readonly Line[] }
  /** Words shown to people, exactly. */
  | { readonly kind: 'quote'; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly Line[] }
  /** A name and what belongs to it: one line, or a list. */
  | { readonly kind: 'field'; readonly name: string; readonly line?: Line; readonly items?: readonly Line[]; readonly numbered?: boolean }
  /** `widths`: shares of the page. A cell is one or more lines. */
  | { readonly kind: 'table'; readonly widths: readonly number[]; readonly head: readonly string[]; readonly rows: readonly (readonly (readonly Line[])[])[] };

export type Chapter = { readonly title: string; readonly id: string; readonly blocks: readonly Block[] };
export type Book = {
  readonly title: string;
  readonly subtitle: string;
  readonly checked: string;
  readonly notSigned: string;
  readonly contents: string;
  /** The newest day anything in it was checked: the creation day of the PDF. */
  readonly checkedOn: string;
  readonly chapters: readonly Chapter[];
};
