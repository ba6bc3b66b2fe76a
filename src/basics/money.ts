/** Owns money: whole đồng, never a fraction. 9 quadrillion đồng still fits a double exactly. */
export type Dong = number;

/** `1234567` → `'1.234.567 đ'`, as written in Việt Nam. */
export const showDong = (amount: Dong): string => `${showNumber(amount)} đ`;

/** Groups of three with points: `'1.234.567'`. */
export const showNumber = (n: number): string => {
  const sign = n < 0 ? '-' : '';
  return sign + String(Math.abs(Math.trunc(n))).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
};

/** Rounds half up to whole đồng. The Law names no rounding (open question 14 of the law notes); every use shows its arithmetic. */
export const roundDong = (amount: number): Dong => Math.floor(amount + 0.5);
