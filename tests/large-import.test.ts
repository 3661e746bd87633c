import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobProgress, Transaction } from "@farthing/contract";
import { createClient } from "@farthing/sdk";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signUp } from "./server/sign-up.ts";
import { type ServerProcess, startServer } from "./server/start-server.ts";

const rows = 100_000;
const badRow = 60_000;
const mebibytes = (bytes: number | undefined) => (bytes === undefined ? "?" : Math.round(bytes / 2 ** 20));

const centsOf = (row: number) => ((row % 9_000) + 1) * 100 + (row % 100);

const dateOf = (row: number) =>
  new Date(Date.UTC(2016, 0, 1) + Math.floor((row * 3_650) / rows) * 86_400_000).toISOString().slice(0, 10);

function* lines(): Generator<string> {
  yield "Date,Description,Amount,Note";
  for (let row = 1; row <= rows; row += 1) {
    const amount = row === badRow ? "much" : (-centsOf(row) / 100).toFixed(2);
    yield `${dateOf(row)},Shop number ${row % 700} on purchase ${row},${amount},${"paid by card ".repeat(8)}${row}`;
  }
}

const folder = mkdtempSync(join(tmpdir(), "farthing-large-import-"));
const file = join(folder, "statement.csv");
let server: ServerProcess;

beforeAll(async () => {
  writeFileSync(file, `${[...lines()].join("\n")}\n`);
  server = await startServer({
    FARTHING_DATA_DIR: join(folder, "data"),
    FARTHING_TRUST_PROXY: "on",
    FARTHING_RATE_LIMIT: "off",
  });
});
afterAll(async () => {
  await server?.stop("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

it("imports 100 000 rows but the bad one, while other requests are answered", { timeout: 300_000 }, async () => {
  const owner = createClient({ baseUrl: server.url, token: await signUp(server.url, "Owner") });
  const neighbour = createClient({ baseUrl: server.url, token: await signUp(server.url, "Neighbour") });
  await neighbour.transactions.create({ date: "2026-01-01", type: "expense", amount: 1, description: "Gum" });
  const before = server.memory();
  let most = before;
  let phase: JobProgress["phase"] = "reading";
  const answered = { reading: 0, writing: 0 };
  let importing = true;
  const others = (async () => {
    while (importing) {
      const during = phase;
      expect((await neighbour.transactions.list()).items).toHaveLength(1);
      await owner.transactions.list({ limit: 1 });
      if (importing) answered[during] += 2;
      const now = server.memory();
      if (now !== undefined && most !== undefined) most = Math.max(most, now);
    }
  })();

  const blob = await openAsBlob(file);
  const imported = await owner.imports
    .create({ file: blob, name: "statement.csv" }, { onProgress: (progress) => void (phase = progress.phase) })
    .finally(() => {
      importing = false;
    });
  await others;
  console.log(
    `100 000 rows, a file of ${mebibytes(blob.size)} MiB: ${answered.reading} other requests answered while it was read, ` +
      `${answered.writing} while it was written; the server held ${mebibytes(before)} MiB before and at most ${mebibytes(most)} MiB.`,
  );

  expect(imported).toMatchObject({
    state: "done",
    total: rows,
    done: rows,
    created: rows - 1,
    duplicates: 0,
    rejectedCount: 1,
  });
  expect(imported.rejected).toStrictEqual([{ line: badRow + 1, column: 3, reason: expect.stringMatching(/\S/) }]);
  expect(answered.reading).toBeGreaterThan(0);
  expect(answered.writing).toBeGreaterThan(0);
  expect(await owner.maintenance.verify()).toMatchObject({ rows: rows - 1, differences: [] });

  const found: Transaction[] = [];
  let pages = 0;
  for (let cursor: string | undefined; ; pages += 1) {
    const { items, nextCursor } = await owner.transactions.list({ q: "on purchase 12345", cursor });
    found.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  expect(found.map(({ description }) => description)).toStrictEqual(["Shop number 445 on purchase 12345"]);
  expect(pages).toBeGreaterThan(5);

  const inShop = Array.from({ length: rows }, (_, index) => index + 1).filter(
    (row) => row % 700 === 7 && row !== badRow,
  );
  expect(await owner.transactions.totals({ q: "shop number 7 on" })).toMatchObject({
    count: inShop.length,
    expense: inShop.reduce((sum, row) => sum + centsOf(row), 0),
    complete: true,
  });
});
