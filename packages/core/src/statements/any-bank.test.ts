import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDecimal } from "../money/format-decimal.ts";
import { readStatement } from "./read-statement.ts";
import type { StatementEntry } from "./statement-row.ts";
import { surveyStatement } from "./survey-statement.ts";

/** A transaction as a bank knows it: money in above zero, money out below. */
interface Line {
  day: number;
  cents: number;
  text: string;
}

interface Style {
  delimiter: "," | ";" | "\t" | "|";
  lineEnd: "\n" | "\r\n" | "\r";
  encoding: "utf-8" | "utf-8 marked" | "utf-16le" | "windows-1252";
  decimal: "." | ",";
  thousands: "" | " " | "\u00a0" | "\u202f" | "'" | "’" | "other";
  minus: "-12" | "12-" | "(12)" | "−12" | "-€12" | "12- EUR" | "EUR -12" | "12 DR";
  date: (year: string, month: string, day: string) => string;
  time: "" | " 10:15" | "T10:15:30Z" | " 23:59:59 CET";
  money: "signed" | "direction" | "pair";
  header: "named" | "none" | "below a banner";
  balance: boolean;
  totals: boolean;
  newestFirst: boolean;
}

const FIRST_DAY = Date.UTC(2025, 11, 1);
const dateOf = (day: number) => new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10);

const text = fc.oneof(
  fc.constantFrom("Café Kranich", "Müller & Groß", 'The "Old" Mill', "a;b,c|d", "two\nlines", "Rent\tMay", "O'Neill"),
  fc.string({ unit: fc.constantFrom(..."abcxyzäöé €,;|\"' "), minLength: 1, maxLength: 20 }),
);

/** The first two leave no doubt about the order of day and month. */
const lines = fc
  .array(
    fc.record({
      day: fc.nat(330),
      cents: fc.integer({ min: -9_999_999, max: 9_999_999 }).filter((cents) => cents !== 0),
      text,
    }),
    {
      minLength: 6,
      maxLength: 25,
    },
  )
  .map((rest): Line[] =>
    [
      { day: 0, cents: -123_456, text: "Rent of May" },
      { day: 29, cents: 250_000, text: "Salary of May" },
      ...rest,
    ].sort((a, b) => a.day - b.day),
  );

const style: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  encoding: fc.constantFrom("utf-8", "utf-8 marked", "utf-16le", "windows-1252"),
  decimal: fc.constantFrom(".", ","),
  thousands: fc.constantFrom("", " ", "\u00a0", "\u202f", "'", "’", "other"),
  minus: fc.constantFrom("-12", "12-", "(12)", "−12", "-€12", "12- EUR", "EUR -12", "12 DR"),
  date: fc.constantFrom<Style["date"]>(
    (y, m, d) => `${y}-${m}-${d}`,
    (y, m, d) => `${y}${m}${d}`,
    (y, m, d) => `${y}/${m}/${d}`,
    (y, m, d) => `${d}.${m}.${y}`,
    (y, m, d) => `${d}.${m}.${y.slice(2)}`,
    (y, m, d) => `${+d}/${+m}/${y}`,
    (y, m, d) => `${m}/${d}/${y}`,
    (y, m, d) => `${+m}-${+d}-${y.slice(2)}`,
    (y, m, d) => `${d} ${m} ${y}`,
    (y, m, d) =>
      `${d} ${["Jan", "Feb", "Mär", "Apr", "mayo", "juin", "Juli", "août", "set", "Okt.", "Nov", "Dez"][+m - 1]} ${y}`,
    (y, m, d) =>
      `${["January", "febbraio", "maart", "April", "Mai", "Juni", "julho", "agosto", "Sept.", "ottobre", "Nov", "dicembre"][+m - 1]} ${+d}, ${y}`,
  ),
  time: fc.constantFrom("", " 10:15", "T10:15:30Z", " 23:59:59 CET"),
  money: fc.constantFrom("signed", "direction", "pair"),
  header: fc.constantFrom("named", "none", "below a banner"),
  balance: fc.boolean(),
  totals: fc.boolean(),
  newestFirst: fc.boolean(),
});

function formatAmount(cents: number, { decimal, thousands, minus }: Style): string {
  const [whole = "", fraction = ""] = formatDecimal(Math.abs(cents), 2).split(".");
  const separator = thousands === "other" ? (decimal === "." ? "," : ".") : thousands;
  const digits = `${whole.replace(/\B(?=(?:\d{3})+$)/g, separator)}${decimal}${fraction}`;
  return cents < 0 ? minus.replace("12", digits) : digits;
}

function write(statement: readonly Line[], style: Style): Blob {
  const { delimiter, lineEnd, money, header, newestFirst } = style;
  const cell = (value: string) =>
    /["\r\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
  let balance = 500_000;
  const rows = statement.map(({ day, cents, text }) => {
    balance += cents;
    const [year = "", month = "", date = ""] = dateOf(day).split("-");
    const amount = Math.abs(cents);
    const sums = {
      signed: [formatAmount(cents, style)],
      direction: [formatAmount(day % 3 === 0 ? cents : amount, style), cents < 0 ? "Debit" : "Credit"],
      pair: cents < 0 ? [formatAmount(amount, style), ""] : ["", formatAmount(amount, style)],
    }[money];
    const when = style.date(year, month, date);
    return [
      `${when}${/[a-z]/i.test(when) || when.length === 8 ? "" : style.time}`,
      text,
      ...sums,
      ...(style.balance ? [formatAmount(balance, style)] : []),
    ];
  });
  if (newestFirst) rows.reverse();
  const names = [
    "Booking date",
    "Description",
    ...{ signed: ["Amount"], direction: ["Amount", "Debit/Credit"], pair: ["Paid out", "Paid in"] }[money],
    ...(style.balance ? ["Balance"] : []),
  ];
  const banner = [["Account statement"], ["Holder", "Maya Rowe"], ["From", "today"]];
  const above = header === "none" ? [] : header === "named" ? [names] : [...banner, [], names];
  const below = style.totals ? [["Total", "", formatAmount(12_345, style)], ["This is no invoice."]] : [];
  const file = [...above, ...rows, ...below].map((cells) => cells.map(cell).join(delimiter)).join(lineEnd);
  if (style.encoding === "utf-8") return new Blob([file]);
  if (style.encoding === "utf-8 marked") return new Blob([`\ufeff${file}`]);
  if (style.encoding === "utf-16le") return new Blob([Uint16Array.from(`\ufeff${file}`, (unit) => unit.charCodeAt(0))]);
  return new Blob([Uint8Array.from(file, (unit) => ({ "€": 0x80, "’": 0x92 })[unit] ?? unit.charCodeAt(0))]);
}

/** Whether bytes mean something in UTF-8 as well, and something else: nobody could tell then. */
function isUtf8(bytes: ArrayBuffer): boolean {
  try {
    return /[\u0080-\uffff]/.test(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

const terms = { locale: "en-GB", currency: "EUR", decimals: 2 } as const;

describe("a bank file of any style", () => {
  it("gives the transactions that were put into it, nothing assumed and nothing rejected", async () => {
    await fc.assert(
      fc.asyncProperty(lines, style, async (statement, style) => {
        const unwritable = style.encoding === "windows-1252" && (style.minus === "−12" || style.thousands === "\u202f");
        // Without headings only a running balance tells which of two columns is money in.
        const unclear = style.header === "none" && style.money === "pair" && !style.balance;
        fc.pre(!unwritable && !unclear);
        const file = write(statement, style);
        fc.pre(style.encoding !== "windows-1252" || !isUtf8(await file.arrayBuffer()));
        const survey = await surveyStatement(file, terms);
        const entries: StatementEntry[] = [];
        for await (const batch of readStatement(file, survey, terms)) entries.push(...batch);
        const read = entries.map((entry) =>
          "row" in entry
            ? [
                entry.row.date,
                entry.row.type === "income" ? entry.row.amount : -entry.row.amount,
                entry.row.description,
              ]
            : entry,
        );
        const put = statement.map(({ day, cents, text }) => [
          dateOf(day),
          cents,
          text.replace(/\s+/g, " ").trim() || "No description",
        ]);
        expect(read).toEqual(style.newestFirst ? put.reverse() : put);
        expect(survey.assumed).toEqual([]);
        expect(survey.rows).toBe(entries.length);
      }),
      { numRuns: 300 },
    );
  });
});
