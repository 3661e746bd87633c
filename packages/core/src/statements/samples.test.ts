import { readdirSync, readFileSync } from "node:fs";
import type { ImportMapping, MonthTotals } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { currencyDecimals } from "../money/currencies.ts";
import { readStatement } from "./read-statement.ts";
import type { StatementEntry } from "./statement-row.ts";
import { surveyStatement } from "./survey-statement.ts";

const folder = new URL("../../../../examples/samples/", import.meta.url);

interface Expected {
  settings?: { currency: string; locale: string };
  format?: string;
  detected: ImportMapping;
  assumed: string[];
  created: number;
  rejected: { line: number; column: number | null; reasonContains: string }[];
  months: Pick<MonthTotals, "month" | "income" | "expense" | "count">[];
}

const names = readdirSync(folder)
  .filter((name) => name.endsWith(".csv"))
  .map((name) => name.slice(0, -".csv".length));

function monthsOf(entries: readonly StatementEntry[]) {
  const months = new Map<string, { month: string; income: number; expense: number; count: number }>();
  for (const entry of entries) {
    if (!("row" in entry)) continue;
    const { date, type, amount } = entry.row;
    const month = date.slice(0, 7);
    const totals = months.get(month) ?? { month, income: 0, expense: 0, count: 0 };
    months.set(month, { ...totals, [type]: totals[type] + amount, count: totals.count + 1 });
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

describe("the sample statements", () => {
  it("are more than nine", () => {
    expect(names.length).toBeGreaterThan(9);
  });

  for (const name of names) {
    it(`${name} is read as its expectations say`, async () => {
      const expected: Expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), "utf8"));
      const { currency, locale } = expected.settings ?? { currency: "USD", locale: "en-US" };
      const file = new Blob([readFileSync(new URL(`${name}.csv`, folder))]);
      const terms = { currency, locale, decimals: currencyDecimals(currency) ?? 2 };
      const survey = await surveyStatement(file, terms);
      const entries: StatementEntry[] = [];
      for await (const batch of readStatement(file, survey, terms)) entries.push(...batch);
      const faults = entries.flatMap((entry) => ("fault" in entry ? [{ line: entry.line, ...entry.fault }] : []));

      expect(survey.mapping).toEqual(expected.detected);
      expect(survey.assumed).toEqual(expected.assumed);
      expect(survey.format).toBe(expected.format ?? "csv");
      expect(survey.rows).toBe(entries.length);
      expect(entries.length - faults.length).toBe(expected.created);
      expect(faults).toEqual(
        expected.rejected.map(({ line, column, reasonContains }) => ({
          line,
          column,
          reason: expect.stringContaining(reasonContains),
        })),
      );
      expect(monthsOf(entries)).toEqual(expected.months);
    });
  }
});
