import type { ImportMapping } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { readStatement } from "./read-statement.ts";
import type { StatementEntry } from "./statement-row.ts";
import { surveyStatement } from "./survey-statement.ts";

async function read(
  text: string | readonly string[],
  given: { mapping?: ImportMapping; currency?: string; locale?: string } = {},
) {
  const file = new Blob([typeof text === "string" ? text : text.join("\n")]);
  const terms = { locale: "en-US", currency: "USD", decimals: 2, ...given } as const;
  const survey = await surveyStatement(file, terms);
  const entries: StatementEntry[] = [];
  for await (const batch of readStatement(file, survey, terms)) entries.push(...batch);
  return {
    survey,
    entries,
    decided: Object.fromEntries(survey.decided.map(({ what, chosen, evidence }) => [what, `${chosen}: ${evidence}`])),
  };
}

/** Line, date and signed amount of good rows; line, column and reason of bad ones. */
const brief = (entries: readonly StatementEntry[]) =>
  entries.map((entry) =>
    "row" in entry
      ? `${entry.line} ${entry.row.date} ${entry.row.type === "income" ? "+" : "-"}${entry.row.amount} ${entry.row.description}`
      : `${entry.line} !${entry.fault.column} ${entry.fault.reason}`,
  );

describe("a survey", () => {
  it("says what it decided and what in the file speaks for it", async () => {
    const { decided, survey } = await read(
      [
        "Account;12345",
        "",
        "Buchungstag;Empfänger;Betrag;Währung",
        "03.11.2026;Bäcker;-3,20;EUR",
        "14.11.2026;Fenn;1.500,00;EUR",
        "15.11.2026;Abroad;-5,00;CHF",
        "Summe;;1.491,80;",
      ],
      { currency: "EUR" },
    );
    expect(decided).toEqual({
      format: "CSV: The file is text in lines and cells",
      encoding: "utf-8: All of the file is valid UTF-8",
      delimiter: "semicolon: 4 of the first 4 rows have 4 cells, the headings 4",
      header:
        "line 3: Line 3 names columns of dates and amounts; lines that are no rows: 2 above and 1 between or below",
      columns:
        'date, description, amount, currency: "Buchungstag" is date, "Empfänger" is description, "Betrag" is amount, "Währung" is currency',
      dates: 'day first: 2 dates can only be day first, such as "14.11.2026" on line 5',
      decimals: 'decimal comma: "-3,20" on line 4',
      sign: 'minus is money out: "-3,20" on line 4',
      currency: 'EUR: Column 4 names another in 1 of 3 rows, such as "CHF" on line 6: they are left out',
    });
    expect(survey.header).toEqual(["Buchungstag", "Empfänger", "Betrag", "Währung"]);
    expect(survey.sample[0]).toEqual(["03.11.2026", "Bäcker", "-3,20", "EUR"]);
    expect(survey.assumed).toEqual([]);
  });

  it("says where it had to assume something", async () => {
    expect((await read(["Date,Text,Amount", "03/04/2026,A,-3.20", "05/06/2026,B,2.00"])).survey.assumed).toEqual([
      "dates",
    ]);
    expect((await read(["Date,Text,Amount", "2026-04-03,A,3.20", "2026-06-05,B,2.00"])).survey.assumed).toEqual([
      "sign",
    ]);
    expect((await read(["Date;Text;Amount", "2026-04-03;A;-1,234", "2026-06-05;B;2,000"])).survey.assumed).toEqual([
      "decimals",
    ]);
  });

  it("tells the decimal sign from the amounts, and from a balance only where they show none", async () => {
    const mixed = [
      "Date;Text;Amount;Balance",
      "2026-11-22;A;-3,20;1234.56",
      "2026-11-22;B;-3;1231.56",
      "2026-11-22;C;-3;1228.56",
    ];
    expect((await read(mixed)).survey.mapping.decimal).toBe(",");
    expect((await read(mixed.toSpliced(1, 1))).survey.mapping.decimal).toBe(".");
  });

  it("reads a statement without transactions", async () => {
    for (const below of ["", "\nNo transactions in this period", "\nClosing balance,,,100.00"]) {
      expect((await read(`Date,Text,Amount,Balance${below}`)).survey).toMatchObject({ rows: 0, assumed: [] });
    }
  });

  it("gives others their turn at every piece, and ends when they end it", async () => {
    const file = new Blob(["Date,Text,Amount\n", "2026-11-22,Coffee,-3.20\n".repeat(20_000)]);
    let turns = 0;
    const terms = { locale: "en-US", currency: "USD", decimals: 2, breathe: async () => void (turns += 1) } as const;
    const survey = await surveyStatement(file, terms);
    expect(turns).toBeGreaterThan(7);
    const stop = () => Promise.reject(new Error("enough"));
    await expect(surveyStatement(file, { ...terms, breathe: stop })).rejects.toThrow("enough");
    const reading = async () => {
      for await (const _ of readStatement(file, survey, { ...terms, breathe: stop }));
    };
    await expect(reading).rejects.toThrow("enough");
  });

  it("says which columns it saw and what to pass when it can't tell", async () => {
    await expect(read(["When,Text,Sum A,Sum B", "tomorrow,A,1,2"])).rejects.toMatchObject({
      code: "not_importable",
      message:
        'No column of dates can be told. No line names columns; the first row is "When", "Text", "Sum A", "Sum B". Pass mapping.columns: a role for each of the 4 columns, from the left.',
    });
    await expect(read(["Date,Text,Volume,Width", "2026-11-22,A,1.0,2.0", "2026-11-22,A,3.0,2.0"])).rejects.toThrow(
      'No column of amounts can be told. The columns are "Date", "Text", "Volume", "Width". Pass mapping.columns',
    );
  });
});

describe("a mapping", () => {
  const lines = ["a|b|c", "1/2/2026|1,234|Coffee", "3/4/2026|2,500|Tea"];

  it("takes the place of what would be told", async () => {
    const mapping = {
      delimiter: "|",
      headerLine: 1,
      dateOrder: "dmy",
      decimal: ",",
      columns: ["date", "amount", "description"],
    } as const;
    const { survey, entries } = await read(lines, { mapping });
    expect(survey.mapping).toEqual({ ...mapping, encoding: "utf-8" });
    expect(survey.assumed).toEqual(["sign"]);
    expect(brief(entries)).toEqual(['2 !2 "1,234" has more decimals than USD, which has 2', "3 2026-04-03 +250 Tea"]);
  });

  it("may give any part and leave the rest to be told", async () => {
    expect(brief((await read(lines, { mapping: { columns: ["date", "amount", "description"] } })).entries)).toEqual([
      "2 2026-01-02 +123400 Coffee",
      "3 2026-03-04 +250000 Tea",
    ]);
    expect((await read(lines.slice(1), { mapping: { headerLine: null } })).survey.rows).toBe(2);
    expect(
      (await read(["x|y|z", ...lines], { mapping: { headerLine: 2, columns: ["date", "amount", "leaveOut"] } })).survey,
    ).toMatchObject({ header: ["a", "b", "c"], rows: 2 });
  });

  it("is refused with a reason where it doesn't fit the file", async () => {
    const refuse = (mapping: ImportMapping, message: string) =>
      expect(read(lines, { mapping })).rejects.toMatchObject({ code: "not_importable", message });
    await refuse({ columns: ["date", "amount"] }, "mapping.columns has 2 roles, but the file has 3 columns.");
    await refuse({ columns: ["amount", "description", "note"] }, 'mapping.columns names no "date".');
    await refuse(
      { columns: ["date", "description", "note"] },
      'mapping.columns names neither "amount" nor "moneyIn" or "moneyOut".',
    );
    await refuse({ columns: ["date", "amount", "amount"] }, 'mapping.columns names "amount" more than once.');
    await refuse(
      { columns: ["date", "amount", "moneyIn"] },
      'mapping.columns names "amount" and beside it "moneyIn" or "moneyOut": choose one.',
    );
    await refuse({ columns: ["date", "moneyIn", "direction"] }, 'mapping.columns names "direction" without "amount".');
    await refuse({ headerLine: 9 }, "mapping.headerLine is 9, but no row begins on line 9.");
    await refuse(
      { columns: ["description", "amount", "date"] },
      'mapping.columns doesn\'t fit the file: not one date can be read, "Coffee" on line 2 for one. Put the "date" where it is among the 3 columns.',
    );
    await refuse(
      { columns: ["date", "description", "amount"] },
      'mapping.columns doesn\'t fit the file: not one amount can be read, "Coffee" on line 2 for one. Put the "amount", "moneyIn" or "moneyOut" where it is among the 3 columns.',
    );
  });
});

describe("a row", () => {
  const header = "Date,Type,Payee,Purpose,Amount,Category,Tags,Notes";

  it("is described by payee and purpose, else by its kind, else honestly by nothing", async () => {
    const { entries } = await read([
      header,
      "2026-11-22,Card,Café\u00a0 Kranich ,  Two\ncoffees,-3.20,,,".replace("Two\ncoffees", '"Two\ncoffees"'),
      "2026-11-22,Card fee,,,-1.00,,,",
      "2026-11-22,,,,-1.00,,,",
      "2026-11-22,,Fenn,Fenn,-1.00,,,",
    ]);
    expect(entries.map((entry) => "row" in entry && entry.row.description)).toEqual([
      "Café Kranich Two coffees",
      "Card fee",
      "No description",
      "Fenn",
    ]);
  });

  it("keeps in the note what is too long for the description", async () => {
    const { entries } = await read([
      header,
      `2026-11-22,,,${"😀".repeat(200)} rest,-3.20,,,own note`,
      `2026-11-22,,,${"x".repeat(2000)},-3.20,,,`,
    ]);
    expect(entries).toMatchObject([
      { row: { description: "😀".repeat(200), note: "rest\nown note" } },
      { row: { description: "x".repeat(200), note: "x".repeat(1000) } },
    ]);
  });

  it("has text as the ledger keeps it", async () => {
    const { entries } = await read([
      header,
      `2026-11-22,,Cafe\u0301\u0007\u200b Bar,,-3.20,${"c".repeat(70)},a; b,,a;${"t".repeat(50)}`
        .replace("a; b,,a;", '"a; b,a;')
        .replace(/t{50}$/, (t) => `${t}",`),
    ]);
    expect(entries).toMatchObject([
      { row: { description: "Café\u200b Bar", category: "c".repeat(60), tags: ["a", "b", "t".repeat(40)], note: "" } },
    ]);
  });

  it("has its direction from a column that says so, whatever sign the amount has", async () => {
    const { entries } = await read([
      "Date,Text,Amount,D/C",
      "2026-11-22,A,3.20,D",
      "2026-11-22,B,-3.20,D",
      "2026-11-22,C,3.20,C",
      "2026-11-22,E,-3.20,C",
      "2026-11-22,F,3.20,?",
      "2026-11-22,G,3.20,",
    ]);
    expect(brief(entries)).toEqual([
      "2 2026-11-22 -320 A",
      "3 2026-11-22 -320 B",
      "4 2026-11-22 +320 C",
      "5 2026-11-22 +320 E",
      '6 !4 "?" says neither money in nor money out',
      "7 !4 The direction is missing",
    ]);
  });

  it("has its direction from the column it stands in, with or without a minus", async () => {
    const { entries } = await read([
      "Date,Text,Paid out,Paid in",
      "2026-11-22,A,3.20,",
      "2026-11-22,B,-3.20,0.00",
      "2026-11-22,C,0,3.20",
      "2026-11-22,D,-,-3.20",
      "2026-11-22,E,1.00,2.00",
      "2026-11-22,F,0.00,",
      "2026-11-22,G,,",
    ]);
    expect(brief(entries)).toEqual([
      "2 2026-11-22 -320 A",
      "3 2026-11-22 -320 B",
      "4 2026-11-22 +320 C",
      "5 2026-11-22 +320 D",
      "6 !3 The row has both money in and money out",
      "7 !3 The amount is zero",
      "8 !3 The amount is missing",
    ]);
  });

  it("in another currency is rejected, with no amount to be taken for ours", async () => {
    const { entries } = await read([
      "Date,Text,Amount,Currency",
      "2026-11-22,A,-3.20,USD",
      "2026-11-22,B,-3.20,CHF",
      "2026-11-22,C,€3.20,",
      "2026-11-22,D,-3.20,",
      "2026-11-22,E,-3.20,$",
    ]);
    expect(brief(entries)).toEqual([
      "2 2026-11-22 -320 A",
      '3 !4 The row is in "CHF", the ledger in USD',
      '4 !3 "€3.20" isn\'t in USD, the currency of this ledger',
      "5 2026-11-22 -320 D",
      "6 2026-11-22 -320 E",
    ]);
    expect(entries[1]).toMatchObject({ partial: { date: "2026-11-22", description: "B" } });
    expect(entries[1]).not.toHaveProperty("partial.amount");
  });

  it("may lack cells at its end, but have none too many", async () => {
    const { entries } = await read([
      "Date,Amount,Text,Notes",
      "2026-11-22,-3.20",
      "2026-11-22,-3.20,A,,,",
      "2026-11-22,-3.20,A,B,C",
    ]);
    expect(brief(entries)).toEqual([
      "2 2026-11-22 -320 No description",
      "3 2026-11-22 -320 A",
      "4 !5 The row has 5 cells instead of 4: a delimiter within a text needs quotes around it",
    ]);
  });

  it("isn't made of totals, balances, repeated headings or closing words", async () => {
    const { entries, survey } = await read([
      "Date,Text,Amount,Balance",
      "2026-11-01,Opening balance,,100.00",
      "2026-11-02,Coffee,-3.20,96.80",
      "Total November,,-3.20,",
      "Date,Text,Amount,Balance",
      ",No date,-1.00,95.80",
      "2026-11-0x,Half a date,-1.00,94.80",
      "2026-12-02,Total Energies,-50.00,44.80",
      "Closing balance,,,44.80",
      ",,,,",
      "Thank you for banking with us,,-9.99,",
    ]);
    expect(brief(entries)).toEqual([
      "3 2026-11-02 -320 Coffee",
      "6 !1 The date is missing",
      '7 !1 "2026-11-0x" isn\'t a date',
      "8 2026-12-02 -5000 Total Energies",
    ]);
    expect(survey.rows).toBe(4);
  });

  it("gives twice the row that the file has twice", async () => {
    const { entries } = await read(["Date,Text,Amount", "2026-11-22,Coffee,-3.60", "2026-11-22,Coffee,-3.60"]);
    expect(brief(entries)).toEqual(["2 2026-11-22 -360 Coffee", "3 2026-11-22 -360 Coffee"]);
  });
});
