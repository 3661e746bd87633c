// Works out the tables of scaling.md: `npm run scaling` writes them, `npm run scaling -- --check` only compares.
import { readFileSync, writeFileSync } from "node:fs";

/** AWS list prices of us-east-1, on demand, in dollars (2026-11). */
const price = { millionWrites: 0.625, millionReads: 0.125, storedGb: 0.25, recoverableGb: 0.2 };

/** Capacity units of a call, as the adapter's tests hold them; "strong" reads. */
const call = {
  create: { writes: 4, reads: 6 },
  imported: { writes: 200 / 98, reads: 0.2 },
  list: { writes: 0, reads: 3 },
  overview: { writes: 0, reads: 3 + 3 + 3 },
};

/** Bytes, names and overhead of DynamoDB (100 an item) included. */
const bytes = { transaction: 210 + 100, month: 1024 + 100, small: 9 * 1024, kept: 4 * 1024 };

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
  bytes.small + bytes.kept + years * 12 * (transactions * bytes.transaction + bytes.month);

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

const tables = {
  user() {
    return [
      ...head("transactions a month", "written", "read", "stored after 5 years", "recoverable", "in all"),
      ...[100, 1_000, 10_000].map((transactions) => {
        const { writes, reads, storage, recovery, total } = bill(transactions, 30, 5);
        return row(round(transactions, 5), money(writes), money(reads), money(storage), money(recovery), money(total));
      }),
    ];
  },

  users() {
    return [
      ...head(
        "users, each 100 transactions a month",
        "written",
        "read",
        "stored after 5 years",
        "recoverable",
        "in all",
      ),
      ...[1_000, 1_000_000, 10_000_000].map((users) => {
        const { writes, reads, storage, recovery, total } = bill(100, 30, 5, users);
        return row(round(users, 8), money(writes), money(reads), money(storage), money(recovery), money(total));
      }),
    ];
  },

  heat() {
    const rowsASecond = (units) => Math.floor((units / 200) * 98);
    return [
      ...head("what one partition takes", "a second", "rows imported a second", "100 000 rows take"),
      ...[1_000].map((units) =>
        row("write units", units, rowsASecond(units), `${Math.ceil(100_000 / rowsASecond(units))} s`),
      ),
    ];
  },

  limits() {
    const years = (limit, perYear) => `${round(limit / perYear, 2)} years`;
    return [
      ...head("limit", "of AWS", "met at"),
      row(
        "item",
        "400 KB",
        "a month of all 200 categories is 9 KB; an undo record is split by weight, and refused above",
      ),
      row(
        "transaction",
        "100 actions, 4 MB",
        "never: a commit weighs at most 100, and no item in one is larger than 40 KB on average",
      ),
      row(
        "items of one user",
        "none without a local index",
        `at 10 GB a partition is split by itself: ${years(10 * GB, 12 * 1_000 * bytes.transaction)} of 1 000 transactions a month`,
      ),
      row(
        "one query",
        "1 MB",
        `${round(1_048_576 / bytes.transaction, 2)} transactions: longer lists are read in several`,
      ),
      row("a year of totals", "none", "3 read units with 30 categories, whatever the number of transactions"),
    ];
  },
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
