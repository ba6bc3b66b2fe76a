/** Owns the shapes of administrative units, before and since 1 July 2025. All codes are strings. "Old" is as of 30 June 2025. */

/** `{"code":"37","name":"Ninh Bình","type":"tỉnh"}` — one of the 34 since July 2025. */
export type Province = { readonly code: string; readonly name: string; readonly type: string };
/** One of the 63 before July 2025; `province` is the code of today's. Seven codes mean another province today: never mix the two. */
export type OldProvince = Province & { readonly province: string };
/** A commune of today; `former` are the old communes it took ground from. */
export type Commune = { readonly code: string; readonly name: string; readonly type: string; readonly province: string; readonly former: readonly string[] };
/** A commune of before; more than one in `communes` means it was split. Empty: it had gone even before 2025. */
export type OldCommune = { readonly code: string; readonly name: string; readonly type: string; readonly district: string; readonly communes: readonly string[] };
/**
 * A district (none exist today). `communes`: every commune of today that holds some of its ground. `parts`: district codes its
 * communes were filed under on 30 June 2025: its own, or for one dissolved earlier, those of its successors.
 */
export type OldDistrict = {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly oldProvince: string;
  readonly province: string;
  readonly communes: readonly string[];
  readonly parts: readonly string[];
  /** Earlier names, with their rank: `Huyện Từ Liêm`. */
  readonly formerNames: readonly string[];
};
export type WageZone = 'I' | 'II' | 'III' | 'IV';
