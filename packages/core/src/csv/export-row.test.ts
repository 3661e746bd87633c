import { expect, it } from "vitest";
import { exportHeader, formatExportRow } from "./export-row.ts";

const row = {
  date: "2026-11-22",
  type: "expense",
  amount: 1250,
  category: "Eating out",
  description: "Copper Kettle",
  note: "",
  tags: [],
  account: "Current",
  id: "20261122-0123456789abcdef",
} as const;

it("writes the header and a row with the currency's own decimals", () => {
  expect(exportHeader).toBe("date,type,amount,currency,category,description,note,tags,account,id\r\n");
  expect(formatExportRow(row, { code: "GBP", decimals: 2 })).toBe(
    "2026-11-22,expense,12.50,GBP,Eating out,Copper Kettle,,,Current,20261122-0123456789abcdef\r\n",
  );
  expect(formatExportRow(row, { code: "KWD", decimals: 3 })).toContain(",1.250,KWD,");
  expect(formatExportRow(row, { code: "JPY", decimals: 0 })).toContain(",1250,JPY,");
});

it("quotes what needs quotes and guards what a spreadsheet would run", () => {
  const text = formatExportRow(
    { ...row, category: "+", description: '=SUM("a,b")', note: "two\nlines", tags: ["a;b", "c"], account: "-1" },
    { code: "GBP", decimals: 2 },
  );
  expect(text).toBe(
    `2026-11-22,expense,12.50,GBP,'+,"'=SUM(""a,b"")","two\nlines",a\\;b;c,'-1,20261122-0123456789abcdef\r\n`,
  );
});
