/** Minor units as a plain decimal with a point and exactly the currency's decimals: `(1234, 2)` → `12.34`. */
export function formatDecimal(amount: number, decimals: number): string {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return `${amount < 0 ? "-" : ""}${whole}${decimals === 0 ? "" : `.${digits.slice(-decimals)}`}`;
}
