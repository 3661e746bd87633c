import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore } from "@farthing/adapter-sqlite";
import { FarthingError, type Ledger, type Transaction } from "@farthing/contract";
import { createFarthing, type LedgerStore } from "@farthing/core";
import { ordinaryClock } from "@farthing/core/platform";
import { createApp } from "@farthing/http";
import { createClient } from "@farthing/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const began = Date.UTC(2026, 10, 22, 9);
const minute = 60_000;
const key = { idempotencyKey: "the-same" };
const lines = Array.from({ length: 1000 }, (_, row) => `2026-03-05,${"long name ".repeat(12)}${row},-${row + 1}.00`);
const statement = () => new Blob([["Date,Description,Amount", ...lines, ""].join("\n")]);

let folder: string;
let store: LedgerStore | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "farthing-full-"));
});
afterEach(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A ledger over HTTP, in a file that has so much room and that is opened anew. */
async function open(maxPages: number | undefined, now = began): Promise<Ledger> {
  await store?.close();
  store = await createSqliteStore({ file: join(folder, "ledger.sqlite"), maxPages });
  const app = createApp({
    farthing: createFarthing({ store, clock: { ...ordinaryClock, now: () => now } }),
    verifyToken: async (token) => ({ userId: token }),
    secret: "a secret of this test alone, and long enough",
  });
  const fetch = async (url: string, init: object) => app.fetch(new Request(url, init));
  return createClient({ baseUrl: "http://farthing.test", token: "ada", fetch });
}

const codeOf = (error: unknown) => (FarthingError.is(error) ? error.code : error);
const rowsOf = async (ledger: Ledger, rows: Transaction[] = [], cursor?: string): Promise<Transaction[]> => {
  const { items, nextCursor } = await ledger.transactions.list({ order: "asc", limit: 500, cursor });
  rows.push(...items);
  return nextCursor === null ? rows : rowsOf(ledger, rows, nextCursor);
};

describe("a ledger whose disk is full", () => {
  it("says so, keeps all it answered and stays readable, and goes on when there is room", async () => {
    const full = await open(100);
    const made: Transaction[] = [];
    const create = (ledger: Ledger, row: number) =>
      ledger.transactions.create({
        date: "2026-03-05",
        type: "expense",
        amount: row + 1,
        description: "Bread",
        note: "n".repeat(1000),
      });
    let refusal: unknown;
    while (refusal === undefined) {
      refusal = await create(full, made.length).then((row) => void made.push(row), codeOf);
    }
    expect(refusal).toBe("storage_full");
    expect(made.length).toBeGreaterThan(50);
    const byId = (rows: readonly Transaction[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(await rowsOf(full))).toStrictEqual(byId(made));
    expect((await full.maintenance.verify()).differences).toStrictEqual([]);

    const roomy = await open(undefined);
    expect(byId(await rowsOf(roomy))).toStrictEqual(byId(made));
    made.push(await create(roomy, made.length));
    expect(byId(await rowsOf(roomy))).toStrictEqual(byId(made));
    expect((await roomy.maintenance.verify()).differences).toStrictEqual([]);
  });

  it("stops an import at a chunk, which the same key finishes when there is room", async () => {
    const full = await open(70);
    const stopped = await full.imports.create({ file: statement() }, key).catch(codeOf);
    expect(stopped).toBe("storage_full");
    const some = (await rowsOf(full)).length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(lines.length);
    expect((await full.maintenance.verify()).differences).toStrictEqual([]);

    const roomy = await open(undefined, began + minute + 1);
    const finished = await roomy.imports.create({ file: statement() }, key);
    expect(finished).toMatchObject({ state: "done", created: lines.length, duplicates: 0 });
    expect((await rowsOf(roomy)).map(({ amount }) => amount / 100).sort((a, b) => a - b)).toStrictEqual(
      lines.map((_, row) => row + 1),
    );
    expect((await roomy.maintenance.verify()).differences).toStrictEqual([]);
  });
});
