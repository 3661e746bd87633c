const amountMax = 1_000_000_000_000;
const amountDigitsMax = 13;
const minus = "−";
const spaces = /[\s\u00a0\u202f'’]/g;

export type ReadAmount = { amount: number } | { fault: string };

const fault = (text: string): ReadAmount => ({ fault: text });
const misread = fault("Use digits and one decimal sign, like 12.50.");

/** Whether digits stand in groups as thousands do: `1`, `12` or `123`, then threes. */
const grouped = (parts: readonly string[]) =>
  /^[1-9]\d{0,2}$/.test(parts[0] ?? "") && parts.slice(1).every((part) => part.length === 3);

/**
 * Reads an amount as people type it, `12.50`, `12,50`, `1 200` or `1,200.00`, as whole minor units. Digits are only ever moved,
 * never calculated with, so nothing is rounded.
 * @param decimalMark the locale's; it alone decides what one mark before three digits is.
 */
export function readAmount(typed: string, decimals: number, decimalMark: string): ReadAmount {
  const text = typed.replace(spaces, "");
  if (text === "") return fault("Enter an amount.");
  if (!/^[\d.,]+$/.test(text) || !/\d/.test(text)) return misread;

  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const mark = text[at] ?? decimalMark;
  const other = mark === "." ? "," : ".";
  const pieces = text.split(mark);
  let [whole, fraction] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  if (whole.includes(other)) {
    if (pieces.length > 2 || !grouped(whole.split(other))) return misread;
    whole = whole.replaceAll(other, "");
  } else if (grouped(pieces) && (pieces.length > 2 || (pieces.length === 2 && mark !== decimalMark))) {
    [whole, fraction] = [pieces.join(""), ""];
  } else if (pieces.length > 2) return misread;

  if (fraction.length > decimals) {
    return fault(decimals === 0 ? "This currency has no decimals." : `This currency has ${decimals} decimals.`);
  }
  const digits = (whole + fraction.padEnd(decimals, "0")).replace(/^0+/, "");
  if (digits === "") return fault("Enter more than zero.");
  const amount = digits.length > amountDigitsMax ? Number.POSITIVE_INFINITY : Number(digits);
  return amount > amountMax ? fault("That is more than a ledger takes in one transaction.") : { amount };
}

/** Minor units as a plain decimal with a point, for a field and for `Intl`: `(1250, 2)` → `12.50`. Never negative. */
export function plainAmount(minorUnits: number, decimals: number): string {
  const digits = String(Math.abs(minorUnits)).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export interface Money {
  currency: string;
  decimals: number;
  /** Reads what was typed. */
  read(typed: string): ReadAmount;
  /** `−£12.50`: to the cent, with a real minus. `signed` writes a plus as well. */
  text(minorUnits: number, signed?: boolean): string;
  /** The same in two parts, that the minor units can be written smaller. */
  parts(minorUnits: number, signed?: boolean): { whole: string; rest: string };
  /** For an axis alone: `£2k`. */
  short(minorUnits: number): string;
}

/** How one currency is written for one locale. */
export function createMoney(locale: string, currency: string, decimals: number): Money {
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", signDisplay: "never" } as const;
  const exact = new Intl.NumberFormat(locale, {
    ...style,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  const compact = new Intl.NumberFormat(locale, {
    ...style,
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const sign = (minorUnits: number, signed = false) => (minorUnits < 0 ? minus : signed && minorUnits > 0 ? "+" : "");
  // A decimal text is formatted digit by digit, where a number would go through binary fractions.
  const decimal = (minorUnits: number) => plainAmount(minorUnits, decimals) as Intl.StringNumericLiteral;
  const decimalMark =
    new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
  return {
    currency,
    decimals,
    read: (typed) => readAmount(typed, decimals, decimalMark),
    text: (minorUnits, signed) => sign(minorUnits, signed) + exact.format(decimal(minorUnits)),
    parts(minorUnits, signed) {
      const pieces = exact.formatToParts(decimal(minorUnits));
      const point = pieces.findIndex(({ type }) => type === "decimal");
      const join = (some: readonly Intl.NumberFormatPart[]) => some.map(({ value }) => value).join("");
      const end = point < 0 ? pieces.length : point;
      return { whole: sign(minorUnits, signed) + join(pieces.slice(0, end)), rest: join(pieces.slice(end)) };
    },
    short: (minorUnits) => sign(minorUnits) + compact.format(decimal(minorUnits)).replace("K", "k"),
  };
}
