import type { Decimals } from "../money/currencies.ts";
import { currencyDecimals } from "../money/currencies.ts";
import { formatDecimal } from "../money/format-decimal.ts";
import { fold } from "../text/fold.ts";
import { currenciesOfSign } from "./currency-signs.ts";
import { quoteCell } from "./quote-cell.ts";

export type DecimalSign = "." | ",";

/** How amounts are written, and the ledger's currency they must be in. */
export interface AmountFormat {
  decimal: DecimalSign;
  currency: string;
  decimals: Decimals;
}

/** The largest amount of one transaction, in minor units. */
export const AMOUNT_MAX = 1_000_000_000_000;

const LENGTH_MAX = 60;
/** Signs, brackets, blanks and the name of a currency beside the digits. */
const AROUND_MAX = 16;

const isDigit = (code: number) => code >= 48 && code <= 57;

/** An amount taken apart: what stands around the digits, and the digits with their separators. */
interface AmountParts {
  negative: boolean;
  digits: string;
  /** Sign, code or name of a currency; `""` for none. */
  money: string;
}

/** What banks put behind an amount for its direction. */
const directions: Readonly<Record<string, boolean>> = { dr: true, d: true, s: true, cr: false, c: false, h: false };

function splitAmount(cell: string): AmountParts | undefined {
  const text = cell.trim();
  if (text === "" || text.length > LENGTH_MAX) return undefined;
  const from = text.search(/\d|(?<![\p{L}/])[.,]\d/u);
  if (from < 0) return undefined;
  let last = text.length - 1;
  while (last > from && !isDigit(text.charCodeAt(last))) last -= 1;
  if (from + text.length - last > AROUND_MAX) return undefined;
  let negative = false;
  let signs = 0;
  const around = `${text.slice(0, from)} ${text.slice(last + 1).replace(/^[.,](?:[-–—]{1,2})?/, "")}`;
  const rest = around.replace(/[-−–—﹣－+()]/g, (sign) => {
    if (sign !== ")") signs += 1;
    if (sign !== ")" && sign !== "+") negative = true;
    return " ";
  });
  if (signs > 1 || around.includes("(") !== around.includes(")")) return undefined;
  let money = fold(rest).trim().replace(/\s+/g, " ");
  const words = money.split(" ");
  const direction = directions[(words.at(-1) ?? "").replace(/\.$/, "")];
  if (direction !== undefined && last < text.length - 1) {
    if (negative && !direction) return undefined;
    negative ||= direction;
    money = words.slice(0, -1).join(" ");
  }
  return { negative, digits: text.slice(from, last + 1), money };
}

const blanks = "[ \u00a0\u2007\u2009\u202f]";
/** Whole digits in a row, or in groups of three, or as in India of two and a last one of three. */
const wholes: Readonly<Record<DecimalSign, RegExp>> = {
  ".": new RegExp(`^(?:\\d+|[1-9]\\d{0,2}(?:([,'’]|${blanks})\\d{3}(?:\\1\\d{3})*)|[1-9]\\d?(?:,\\d\\d)+,\\d{3})$`),
  ",": new RegExp(`^(?:\\d+|[1-9]\\d{0,2}(?:([.'’]|${blanks})\\d{3}(?:\\1\\d{3})*))$`),
};

/** The digits before and behind the decimal sign, or `undefined` where they can't be meant so. */
function splitDigits(digits: string, decimal: DecimalSign): { whole: string; fraction: string } | undefined {
  const at = digits.lastIndexOf(decimal);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? "" : digits.slice(at + 1);
  if (/\D/.test(fraction) || (at < 0 ? whole === "" : fraction === "")) return undefined;
  return whole === "" || wholes[decimal].test(whole) ? { whole: whole.replace(/\D/g, ""), fraction } : undefined;
}

/** Whether the text beside an amount leaves it in this currency: `undefined` for text that isn't about money. */
function isIn(money: string, currency: string): boolean | undefined {
  if (money === "") return true;
  const code = money.toUpperCase();
  if (currencyDecimals(code) !== undefined || code === currency) return code === currency;
  const words = money.split(" ");
  if (words.length > 1) {
    const each = words.map((word) => isIn(word, currency));
    return each.includes(undefined) ? undefined : !each.includes(false);
  }
  return (currenciesOfSign(money) ?? currenciesOfSign(money.replace(/\.$/, "")))?.includes(currency);
}

/** Whether a cell names this currency, by code or sign; `undefined` for text that names none. An empty cell leaves it open: true. */
export const isInCurrency = (cell: string, currency: string): boolean | undefined => isIn(fold(cell).trim(), currency);

/** Whether the cell is an amount below zero. */
export const isNegative = (cell: string): boolean => splitAmount(cell)?.negative ?? false;

function toMinor(digits: { whole: string; fraction: string }, decimals: Decimals): number | undefined {
  const { whole, fraction } = digits;
  if (/[1-9]/.test(fraction.slice(decimals)) || whole.replace(/^0+/, "").length > 15 - decimals) return undefined;
  return Number(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}

function readSlowly(cell: string, { decimal, currency, decimals }: AmountFormat): number {
  const amount = splitAmount(cell);
  const digits = amount && splitDigits(amount.digits, decimal);
  if (digits === undefined || !isIn(amount?.money ?? "", currency)) return Number.NaN;
  const minor = toMinor(digits, decimals);
  if (minor === undefined || minor > AMOUNT_MAX) return Number.NaN;
  return amount?.negative ? -minor : minor;
}

/**
 * The amount in minor units, with its sign; NaN for what isn't one, isn't in the ledger's currency, is too large or has more
 * decimals than the currency.
 */
export function readAmount(cell: string, format: AmountFormat): number {
  const { decimals } = format;
  const decimal = format.decimal === "." ? 46 : 44;
  const { length } = cell;
  if (length === 0 || length > 15) return readSlowly(cell, format);
  const negative = cell.charCodeAt(0) === 45;
  let minor = 0;
  let behind = -1;
  for (let at = negative ? 1 : 0; at < length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      minor = minor * 10 + code - 48;
      if (behind >= 0) behind += 1;
    } else if (code === decimal && behind < 0 && at > 0 && at < length - 1) behind = 0;
    else return readSlowly(cell, format);
  }
  const missing = decimals - Math.max(behind, 0);
  if (missing < 0 || (negative && length === 1)) return readSlowly(cell, format);
  for (let count = 0; count < missing; count += 1) minor *= 10;
  return minor > AMOUNT_MAX ? Number.NaN : negative ? -minor : minor;
}

/** Which decimal signs the cell can be read with: none for what isn't an amount. */
export function decimalsOf(cell: string): { point: boolean; comma: boolean; separated: boolean } {
  const amount = splitAmount(cell);
  const read = (decimal: DecimalSign) => amount !== undefined && splitDigits(amount.digits, decimal) !== undefined;
  return { point: read("."), comma: read(","), separated: amount !== undefined && /[.,]/.test(amount.digits) };
}

/** Whether the cell could be an amount, in any currency and with either decimal sign. */
export function looksLikeAmount(cell: string): boolean {
  const amount = splitAmount(cell);
  if (amount === undefined || (splitDigits(amount.digits, ".") ?? splitDigits(amount.digits, ",")) === undefined)
    return false;
  return amount.money === "" || isIn(amount.money, "") !== undefined;
}

const decimalNames: Readonly<Record<DecimalSign, string>> = { ".": "decimal point", ",": "decimal comma" };

export const nameDecimal = (decimal: DecimalSign): string => decimalNames[decimal];

/** Why {@link readAmount} can't read the cell. */
export function explainAmount(cell: string, { decimal, currency, decimals }: AmountFormat): string {
  if (cell.trim() === "") return "The amount is missing";
  const amount = splitAmount(cell);
  const inCurrency = amount && isIn(amount.money, currency);
  if (amount === undefined || inCurrency === undefined) return `${quoteCell(cell)} isn't an amount`;
  if (!inCurrency) return `${quoteCell(cell)} isn't in ${currency}, the currency of this ledger`;
  const digits = splitDigits(amount.digits, decimal);
  if (digits === undefined) {
    const other = splitDigits(amount.digits, decimal === "." ? "," : ".") !== undefined;
    return other
      ? `${quoteCell(cell)} isn't an amount with a ${decimalNames[decimal]}`
      : `${quoteCell(cell)} isn't an amount`;
  }
  if (/[1-9]/.test(digits.fraction.slice(decimals))) {
    return `${quoteCell(cell)} has more decimals than ${currency}, which has ${decimals === 0 ? "none" : decimals}`;
  }
  return `${quoteCell(cell)} is more than ${formatDecimal(AMOUNT_MAX, decimals)}`;
}
