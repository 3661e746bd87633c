import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExportRow, exportHeader, formatExportRow } from "../csv/export-row.ts";
import { addDays } from "../dates/calendar.ts";
import { hasControls, tidyText } from "../text/tidy-text.ts";
import { readStatement } from "./read-statement.ts";
import type { StatementEntry } from "./statement-row.ts";
import { surveyStatement } from "./survey-statement.ts";

const terms = { locale: "de-DE", currency: "USD", decimals: 2 } as const;

async function read(text: string) {
  const file = new Blob([text]);
  const survey = await surveyStatement(file, terms);
  const entries: StatementEntry[] = [];
  for await (const batch of readStatement(file, survey, terms)) entries.push(...batch);
  return { survey, entries };
}

const line = (maxLength: number, lines = false) =>
  fc
    .oneof(
      fc.string({ unit: "binary", maxLength }),
      fc.string({ unit: fc.constantFrom(..."='+-@＝ab \"',;\\\n\té"), maxLength }),
    )
    .map(tidyText)
    .filter((text) => text.length <= maxLength && !hasControls(text, lines));

const row: fc.Arbitrary<ExportRow> = fc.record({
  date: fc.nat(100_000).map((days) => addDays("1900-01-01", days)),
  type: fc.constantFrom("income", "expense"),
  amount: fc.integer({ min: 1, max: 1_000_000_000_000 }),
  category: line(60),
  description: line(200).filter((text) => text !== ""),
  note: line(1000, true),
  tags: fc.uniqueArray(
    line(40).filter((tag) => tag !== ""),
    { maxLength: 10 },
  ),
  account: line(60),
  id: fc
    .string({ unit: fc.constantFrom(..."0123456789abcxyz"), minLength: 16, maxLength: 26 })
    .map((rest) => `20261122-${rest}`),
});

describe("our own export", () => {
  it("is read exactly as it was written, with and without a byte order mark", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), fc.constantFrom("", "\ufeff"), async (rows, mark) => {
        const text =
          mark + exportHeader + rows.map((one) => formatExportRow(one, { code: "USD", decimals: 2 })).join("");
        const { survey, entries } = await read(text);
        expect(survey).toMatchObject({
          format: "farthing-csv",
          assumed: [],
          rows: rows.length,
          header: expect.arrayContaining(["date", "id"]),
        });
        expect(entries.map((entry) => "row" in entry && entry.row)).toEqual(
          rows.map((one) => ({ ...one, category: one.category || null, account: one.account || null, bankId: null })),
        );
      }),
    );
  });

  it("may have rows that somebody put in by hand, without an id", async () => {
    const { entries } = await read(`${exportHeader.trim()}\n2026-11-22,expense,3.2,USD,,Coffee,,,,\n`);
    expect(entries).toMatchObject([{ row: { amount: 320, id: null, description: "Coffee" } }]);
  });

  it("names the column of every fault", async () => {
    const lines = [
      "2026-11-31,expense,3.20,USD,,Coffee,,,,",
      "2026-11-22,spending,3.20,USD,,Coffee,,,,",
      "2026-11-22,expense,-3.20,USD,,Coffee,,,,",
      "2026-11-22,expense,3.20,EUR,,Coffee,,,,",
      `2026-11-22,expense,3.20,USD,${"x".repeat(61)},Coffee,,,,`,
      "2026-11-22,expense,3.20,USD,,,,,,",
      "2026-11-22,expense,3.20,USD,,Coffee,a\u0007b,,,",
      `2026-11-22,expense,3.20,USD,,Coffee,,${"t;".repeat(11)},,`,
      "2026-11-22,expense,3.20,USD,,Coffee,,,,../etc",
      "2026-11-22,expense,3.20",
    ];
    const { entries } = await read(`${exportHeader}${lines.join("\n")}`);
    expect(entries.map((entry) => "fault" in entry && entry.fault.column)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, null]);
    expect(entries[0]).toMatchObject({
      line: 2,
      fault: { reason: "There is no 31 November 2026" },
      partial: { amount: 320, description: "Coffee" },
    });
    expect(entries[3]).not.toHaveProperty("partial.amount");
  });

  it("is a file like any other once its columns have changed", async () => {
    const { survey } = await read(
      "date,type,amount,currency,category,description,note,tags,account\n2026-11-22,expense,3.20,USD,Food,'t Kofje,,,\n",
    );
    expect(survey.format).toBe("csv");
    expect(survey.mapping.columns).toEqual([
      "date",
      "direction",
      "amount",
      "currency",
      "category",
      "description",
      "note",
      "tags",
      "account",
    ]);
  });
});
