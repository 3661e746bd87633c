import { openAsBlob, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createMemoryStore } from "@farthing/adapter-memory";
import type { ImportFormat, ImportMapping, Ledger } from "@farthing/contract";
import { createFarthing } from "@farthing/core";
import { describe, expect, it } from "vitest";

interface Expected {
  /** What the ledger's settings must say before; as they start where it is missing. */
  settings?: { currency: string; locale: string };
  format?: ImportFormat;
  detected: ImportMapping;
  assumed: string[];
  created: number;
  duplicates: number;
  rejected: { line: number; column: number | null; reasonContains: string }[];
  months: { month: string; income: number; expense: number; count: number }[];
}

const folder = fileURLToPath(new URL("../examples/samples/", import.meta.url));
const samples = readdirSync(folder).filter((name) => name.endsWith(".csv"));
const expectedOf = (sample: string): Expected =>
  JSON.parse(readFileSync(`${folder}${sample.replace(".csv", ".expected.json")}`, "utf8"));

const farthing = createFarthing({ store: createMemoryStore() });
let users = 0;

async function newLedger({ settings = { currency: "USD", locale: "en-US" } }: Expected): Promise<Ledger> {
  users += 1;
  const ledger = farthing.ledger(`user-${users}`);
  await ledger.settings.update(settings);
  return ledger;
}

async function exportOf(ledger: Ledger): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ledger.transactions.export()) pieces.push(piece);
  return Buffer.concat(pieces);
}

const monthsOf = async (ledger: Ledger) =>
  (await ledger.reports.months({ from: "2000-01", to: "2049-12" })).items.flatMap(
    ({ month, income, expense, count }) => (count === 0 ? [] : [{ month, income, expense, count }]),
  );

describe.each(samples)("the bank file %s", (sample) => {
  const expected = expectedOf(sample);
  const file = () => openAsBlob(`${folder}${sample}`);

  it("is told for what it is", async () => {
    const ledger = await newLedger(expected);
    const { name, format, mapping, assumed, counts } = await ledger.imports.preview({
      file: await file(),
      name: sample,
    });
    expect({ name, format, mapping, assumed }).toStrictEqual({
      name: sample,
      format: expected.format ?? "csv",
      mapping: expected.detected,
      assumed: expected.assumed,
    });
    expect([counts.new, counts.invalid]).toStrictEqual([expected.created, expected.rejected.length]);
  });

  it("is imported whole but for its bad rows, and only once", async () => {
    const ledger = await newLedger(expected);
    const imported = await ledger.imports.create({ file: await file() });
    expect([imported.created, imported.duplicates, imported.rejectedCount]).toStrictEqual([
      expected.created,
      expected.duplicates,
      expected.rejected.length,
    ]);
    expect(imported.rejected).toStrictEqual(
      expected.rejected.map(({ line, column, reasonContains }) => ({
        line,
        column,
        reason: expect.stringContaining(reasonContains),
      })),
    );
    expect(await monthsOf(ledger)).toStrictEqual(expected.months);

    const again = await ledger.imports.create({ file: await file() });
    expect([again.created, again.duplicates]).toStrictEqual([0, expected.created + expected.duplicates]);
    expect(await monthsOf(ledger)).toStrictEqual(expected.months);
    expect((await ledger.maintenance.verify()).differences).toStrictEqual([]);
  });

  it("comes out of one ledger as it goes into another, byte for byte", async () => {
    const [ledger, other] = [await newLedger(expected), await newLedger(expected)];
    await ledger.imports.create({ file: await file() });
    const exported = await exportOf(ledger);
    const imported = await other.imports.create({ file: new Blob([exported]) });
    expect([imported.created, imported.rejectedCount]).toStrictEqual([expected.created, 0]);
    expect((await exportOf(other)).equals(exported)).toBe(true);
    expect(await monthsOf(other)).toStrictEqual(expected.months);
    expect((await other.maintenance.verify()).differences).toStrictEqual([]);
  });

  it("is gone without a trace when its import is undone", async () => {
    const ledger = await newLedger(expected);
    const { id } = await ledger.imports.create({ file: await file() });
    expect(await ledger.imports.undo({ id })).toMatchObject({ state: "undone", done: expected.created, kept: [] });
    expect(await monthsOf(ledger)).toStrictEqual([]);
    expect(await ledger.imports.create({ file: await file() })).toMatchObject({ created: expected.created });
  });
});

it("has a file of expectations for every sample, and for nothing else", () => {
  const expectations = readdirSync(folder).filter((name) => name.endsWith(".expected.json"));
  expect(expectations.map((name) => name.replace(".expected.json", ".csv"))).toStrictEqual(samples);
});
