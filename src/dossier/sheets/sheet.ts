/**
 * Owns the shapes a sheet of the dossier is made of, before any layout: TypeScript decides what is said and in which order,
 * the Typst templates only how it looks. A sheet with nothing to say is not made at all.
 */

/** Width of a table column: millimetres, or a share of what is left. */
export type Width = { readonly mm: number } | { readonly fr: number };
export type Column = { readonly title: string; readonly width: Width; readonly align?: 'left' | 'center' | 'right' };

/** `page`: the page of the element with that id, known only after layout; with `to`, a range. */
export type Cell = { readonly text: string; readonly bold?: boolean; readonly note?: string } | { readonly page: string; readonly to?: string } | { readonly box: true };

/** `note`: a foot note to open; `again`: the id of one already opened. */
export type Cite = { readonly text: string; readonly note?: { readonly id: string; readonly text: string }; readonly again?: string };

export type Block =
  | { readonly kind: 'motto'; readonly nation: string; readonly motto: string; readonly number?: string }
  | { readonly kind: 'heading'; readonly text: string; readonly under?: string }
  | { readonly kind: 'to'; readonly label: string; readonly text: string; readonly under?: string }
  | { readonly kind: 'field'; readonly label: string; readonly text: string; readonly bold?: boolean }
  | { readonly kind: 'topic'; readonly label: string; readonly text: string }
  | { readonly kind: 'part'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'amount'; readonly figures: string; readonly words: string; readonly after?: string }
  | { readonly kind: 'items'; readonly label?: string; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[]; readonly sum?: readonly Cell[] }
  | {
      readonly kind: 'reckoning';
      readonly title: string;
      readonly method: string;
      readonly lines: readonly string[];
      readonly result: string;
      readonly known: boolean;
      readonly citesLabel: string;
      readonly cites: readonly Cite[];
      readonly after?: string;
    }
  | {
      readonly kind: 'sign';
      readonly date: string;
      readonly signer: string;
      readonly hint: string;
      readonly name: string;
      readonly fingerprint?: { readonly label: string; readonly hint: string };
    }
  | {
      readonly kind: 'cover';
      readonly heading: string;
      readonly law: string;
      readonly rows: readonly { readonly label: string; readonly text: string; readonly bold?: boolean; readonly note?: string }[];
      readonly contains: { readonly label: string; readonly items: readonly string[] };
      readonly scan: { readonly text: string; readonly url: string; readonly svg: string };
      readonly notes: readonly string[];
    }
  | { readonly kind: 'contents'; readonly part: string; readonly page: string; readonly entries: readonly { readonly id: string; readonly text: string }[] };

export type Sheet = {
  /** Name for references: `form`, `annex`. */
  readonly id: string;
  /** As it stands in the contents and among the bookmarks. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Extra line in the foot of each of its pages. */
  readonly foot?: string;
  /** Stands under the sheet before it instead of beginning a page: short lists need no page of their own. */
  readonly continues?: boolean;
};

/** Joins what is there: absent and empty parts leave no comma behind. */
export const joined = (parts: readonly (string | undefined)[], mark = ', '): string => parts.filter((part) => part !== undefined && part.trim() !== '').join(mark);
