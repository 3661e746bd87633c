import { FarthingError, type ImportMapping } from "@farthing/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCalendarDate } from "../dates/calendar.ts";
import { codePoints, hasControls } from "../text/tidy-text.ts";
import { readStatement } from "./read-statement.ts";
import type { StatementEntry } from "./statement-row.ts";
import { surveyStatement } from "./survey-statement.ts";

async function read(file: Blob, mapping?: ImportMapping): Promise<StatementEntry[]> {
  const terms = { mapping, locale: "en-US", currency: "USD", decimals: 2 } as const;
  const survey = await surveyStatement(file, terms);
  const entries: StatementEntry[] = [];
  for await (const batch of readStatement(file, survey, terms)) for (const entry of batch) entries.push(entry);
  expect(survey.rows).toBe(entries.length);
  expect(survey.decided.every(({ chosen, evidence }) => chosen !== "" && evidence !== "")).toBe(true);
  return entries;
}

/** Reads a file that may be anything: every row must be one that a ledger can hold, and only one kind of error may come. */
async function survive(file: Blob, mapping?: ImportMapping): Promise<StatementEntry[] | string> {
  try {
    const entries = await read(file, mapping);
    for (const entry of entries) {
      if ("fault" in entry) {
        expect(entry.fault.reason).not.toBe("");
        continue;
      }
      const { date, amount, description, note, tags, account, category } = entry.row;
      expect(isCalendarDate(date)).toBe(true);
      expect(Number.isSafeInteger(amount) && amount >= 1 && amount <= 1_000_000_000_000).toBe(true);
      for (const [value, max] of [
        [description, 200],
        [note, 1000],
        [account ?? "", 60],
        [category ?? "", 60],
      ] as const) {
        expect(codePoints(value)).toBeLessThanOrEqual(max);
        expect(value).toBe(value.normalize("NFC").trim());
        expect(value.isWellFormed() && !hasControls(value, true)).toBe(true);
      }
      expect(description).not.toBe("");
      expect(tags.length).toBeLessThanOrEqual(10);
    }
    return entries;
  } catch (error) {
    if (!FarthingError.is(error)) throw error;
    expect(error.code).toBe("not_importable");
    expect(error.message.length).toBeLessThan(2500);
    return error.message;
  }
}

const reads = (text: string) => survive(new Blob([text]));
const header = "Date,Description,Amount\n";
const good = "11/20/2026,Coffee,-3.20\n";

const piece = fc.constantFrom(
  ..."Date|Description|Amount|Balance|Debit|Credit|Currency|Type|Total|Closing balance|11/20/2026|20.11.2026|2026-11-20|31/02/2026|-3.20|1.234,56|(5)|0.00|USD|EUR|DR|\u0000|\ud800|é|x".split(
    "|",
  ),
  ...[",", ",", ",", ";", "\t", "\n", "\n", "\r", '"', '""', " ", "\ufeff"],
);

describe("reading a hostile file", () => {
  it("ends with rows, faults or not_importable for any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        await survive(new Blob([Uint8Array.from(bytes)]));
      }),
      { numRuns: 300 },
    );
  });

  it("ends with rows, faults or not_importable for any text made of what statements are made of", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 120 }), fc.boolean(), async (pieces, headed) => {
        await reads(`${headed ? header + good : ""}${pieces.join("")}`);
      }),
      { numRuns: 1500 },
    );
  });

  it("ends with rows, faults or not_importable for any mapping", async () => {
    const role = fc.constantFrom(
      "date",
      "amount",
      "description",
      "moneyIn",
      "moneyOut",
      "direction",
      "balance",
      "currency",
      "bankId",
      "leaveOut",
    );
    const mapping = fc.record(
      {
        encoding: fc.constantFrom("utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"),
        delimiter: fc.constantFrom(",", ";", "\t", "|"),
        headerLine: fc.option(fc.integer({ min: 1, max: 5 })),
        dateOrder: fc.constantFrom("ymd", "dmy", "mdy"),
        decimal: fc.constantFrom(".", ","),
        columns: fc.array(role, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: [] },
    );
    const text = `Date;x\n${header}${good}11/21/2026,Tea,2.00\nTotal,,-1.20\n`;
    await fc.assert(
      fc.asyncProperty(mapping, async (given) => {
        await survive(new Blob([text]), given as ImportMapping);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a file cut within a quote of its last line, and gives the rows of one cut elsewhere", async () => {
    const rows = '11/20/2026,-3.20,"Coffee, large\nto go"\n'.repeat(3);
    const text = `Date,Amount,Description\n${rows}`;
    for (let end = "Date,Amount,Description\n11/20/2026,-3.20,".length; end <= text.length; end += 1) {
      const cut = text.slice(0, end);
      // An amount cut short can't be told from a shorter one.
      if (/,-[\d.]+$/.test(cut)) continue;
      const entries = await reads(cut);
      if ((cut.split('"').length - 1) % 2 === 1 && !/large\n./.test(cut.slice(cut.lastIndexOf('"')))) {
        expect(entries).toMatch(
          /^The file ends within a quote that opens on line \d, column 3: it seems to be cut off/,
        );
        continue;
      }
      const closed = cut.split(/go"|0,$/).length - 1;
      expect(typeof entries === "string" ? [] : entries.filter((entry) => "row" in entry)).toHaveLength(closed);
    }
  });

  it("refuses 10,000 columns and says so", async () => {
    expect(await reads(`${"a,".repeat(10_000)}\n${"1,".repeat(10_000)}\n`)).toBe(
      "Line 1 can't be read: This row has more than 1,000 columns.",
    );
    expect(await reads(`${header}${good}${"1,".repeat(10_000)}\n${good}`)).toMatchObject([
      {},
      { line: 3, fault: { reason: "This row has more than 1,000 columns" } },
      { line: 4 },
    ]);
  });

  it("refuses one line of 10 MB, and passes over it between rows", async () => {
    const line = "x".repeat(10_000_000);
    expect(await reads(line)).toContain("No column of dates can be told");
    expect(await reads(`${header}${good}${line}\n${good}`)).toMatchObject([
      {},
      { line: 3, fault: { reason: "This row is longer than 1 MiB" } },
      { line: 4 },
    ]);
    expect(await reads(`${header}${good}11/20/2026,"${line}\n${good}`)).toMatchObject([
      {},
      { line: 3, fault: { column: 2 } },
      { line: 4 },
    ]);
  });

  it("stays in time with quotes in quotes in quotes", async () => {
    for (const bomb of ['"', '""', '"""', '","', '"\n', 'a"b,', '"a\n"b']) {
      const entries = await reads(`${header}${good}${bomb.repeat(300_000 / bomb.length)}`);
      expect(entries.length).toBeGreaterThan(0);
    }
  });

  it("stays in time with cells that drive expressions mad", async () => {
    const cells = [
      "1".repeat(60),
      `${"1,".repeat(30)}1`,
      `${" ".repeat(60)}1`,
      `${"(".repeat(30)}1`,
      `${"a".repeat(40)} 1`,
      `${"1 ".repeat(30)}`,
      "total ".repeat(12),
      "-".repeat(59),
    ];
    const rows = cells.map((cell) => `"${cell}","${cell}","${cell}"\n`).join("");
    await reads(`${header}${good}${rows.repeat(2000)}`);
    await reads(rows.repeat(2000));
  });

  it("refuses zero bytes and invalid surrogates, and reads around stray ones", async () => {
    expect(await reads(`${header}\0\0\0\0`)).toBe(
      "This looks like a binary file, not like a CSV file. Download the statement from the bank as CSV, then import that.",
    );
    const utf16 = (text: string) =>
      new Blob([Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))]);
    expect(await survive(utf16(`\ufeff${header}${good}11/21/2026,\ud83d,-1.00\n`))).toContain(
      "Line 3 isn't valid UTF-16LE",
    );
    expect(await survive(utf16(`\ufeff${header}11/21/2026,\ud83d\ude00,-1.00\n`))).toMatchObject([
      { row: { description: "😀" } },
    ]);
    expect(await reads(`${header}${good.repeat(3000)}11/21/2026,a\u0000b\u0007c,-1.00\n`)).toHaveLength(3001);
  });

  it("takes bytes that aren't UTF-8 for Windows-1252, wherever they are", async () => {
    const late = new Blob([header, good.repeat(20_000), "11/21/2026,Caf", Uint8Array.of(0xe9), ",-1.00\n"]);
    expect((await read(late)).at(-1)).toMatchObject({ row: { description: "Café" } });
    await expect(read(late, { encoding: "utf-8" })).rejects.toThrow(
      "Line 20002 isn't valid UTF-8. Save the file as UTF-8, or pass mapping.encoding.",
    );
  });
});
