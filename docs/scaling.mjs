// Works out the tables of scaling.md: `npm run scaling` writes them, `npm run scaling -- --check` only compares.
import { readFileSync, writeFileSync } from "node:fs";

/** AWS list prices of us-east-1, on demand, in dollars (2026-11). */
const price = { millionWrites: 0.625, millionReads: 0.125, storedGb: 0.25, recoverableGb: 0.2 };

/** Capacity units of a call in a typical ledger, as the adapter's tests hold them. */
const call = {
  create: { writes: 4, reads: 1 },
  /** One of 98 rows of a month, imported together. */
  imported: { writes: 208 / 98, reads: 49 / 98 },
  /** One commit in the middle of a longer import. */
  chunk: { rows: 98, writes: 200 },
  list: { writes: 0, reads: 4 },
  /** Settings, categories and a year of totals. */
  overview: { writes: 0, reads: 1 + 1 + 3 },
};

/** Of every item, what DynamoDB stores beside it. */
const overhead = 100;
const bytes = { transaction: 210, month: 1024, small: 9 * 1024, kept: 4 * 1024 };

/** What somebody does in a month, beside entering or importing transactions. */
const visits = 30;
const listsAVisit = 3;

const GB = 1e9;
const round = (value, digits) => value.toLocaleString("en-US", { maximumSignificantDigits: digits });
const money = (dollars) => (dollars >= 0.995 ? `$${round(dollars, 3)}` : `$${dollars.toPrecision(2)}`);

/** @param byHand how many of a hundred transactions are entered one by one; the others come from bank files. */
function month(transactions, byHand) {
  const entered = (transactions * byHand) / 100;
  const imported = transactions - entered;
  const writes = entered * call.create.writes + imported * call.imported.writes;
  const reads =
    entered * call.create.reads +
    imported * call.imported.reads +
    visits * (call.overview.reads + listsAVisit * call.list.reads);
  return { writes, reads };
}

/** What a user keeps after so many years. */
const stored = (transactions, years) =>
  bytes.small + bytes.kept + years * 12 * (transactions * (bytes.transaction + overhead) + bytes.month + overhead);

function bill(transactions, byHand, years, users = 1) {
  const { writes, reads } = month(transactions, byHand);
  const kept = stored(transactions, years);
  const parts = {
    writes: (users * writes * price.millionWrites) / 1e6,
    reads: (users * reads * price.millionReads) / 1e6,
    storage: (users * kept * price.storedGb) / GB,
    recovery: (users * kept * price.recoverableGb) / GB,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0), kept };
}

const row = (...cells) => `| ${cells.join(" | ")} |`;
const head = (...cells) => [row(...cells), row(...cells.map(() => "---"))];

const bills = (what, cases, billOf) => [
  ...head(what, "written", "read", "stored after 5 years", "recoverable", "in all"),
  ...cases.map((count) => {
    const { writes, reads, storage, recovery, total } = billOf(count);
    return row(round(count, 8), ...[writes, reads, storage, recovery, total].map(money));
  }),
];

/** What one partition takes in a second. */
const partition = { writes: 1_000 };
const rowsASecond = Math.floor((partition.writes / call.chunk.writes) * call.chunk.rows);
const yearOfBytes = 12 * 1_000 * (bytes.transaction + overhead);

const tables = {
  user: () => bills("transactions a month", [100, 1_000, 10_000], (transactions) => bill(transactions, 30, 5)),

  users: () =>
    bills("users, each 100 transactions a month", [1_000, 1_000_000, 10_000_000], (users) => bill(100, 30, 5, users)),

  heat: () => [
    ...head("write units a second of one partition", "rows imported a second", "100 000 rows take"),
    row(round(partition.writes, 4), rowsASecond, `${Math.ceil(100_000 / rowsASecond)} s`),
  ],

  limits: () => [
    ...head("limit", "of AWS", "met at"),
    row("item", "400 KB", "never by a month: with all 200 categories it is 8 KB; a larger undo record is refused"),
    row("transaction", "100 actions, 4 MB", "never by actions: a commit weighs at most 100; a larger one is refused"),
    row(
      "items of one user",
      "none without a local index",
      `at 10 GB a partition is split by itself: ${round((10 * GB) / yearOfBytes, 2)} years of 1 000 transactions a month`,
    ),
    row(
      "one query",
      "1 MB",
      `${round(1_048_576 / bytes.transaction, 2)} transactions: longer lists are read in several`,
    ),
    row("a year of totals", "none", "3 read units with 30 categories, whatever the number of transactions"),
  ],
};

const file = new URL("scaling.md", import.meta.url);
const before = readFileSync(file, "utf8");
const after = before.replaceAll(
  /(<!-- table: (\w+) -->\n)[^]*?(<!-- end -->)/g,
  (_, begin, name, end) => `${begin}${tables[name]().join("\n")}\n${end}`,
);
if (process.argv.includes("--check")) {
  if (after !== before) {
    console.error("docs/scaling.md isn't what its script works out: run `npm run scaling`.");
    process.exitCode = 1;
  }
} else writeFileSync(file, after);
