import { createSqliteStore, openSqlite } from "@farthing/adapter-sqlite";
import { createFarthing } from "@farthing/core";

const COUNT = 320;

const perSecond = async (run: () => Promise<void>) => {
  const start = performance.now();
  await run();
  return (COUNT / (performance.now() - start)) * 1000;
};

const coffee = (index: number) =>
  ({
    date: `2026-11-${String((index % 28) + 1).padStart(2, "0")}`,
    type: "expense",
    amount: 410 + index,
    description: `Coffee ${index}`,
  }) as const;

/** Creates a second through the whole use case: one after another, and 32 at once. */
async function creates(database: string): Promise<Record<string, number>> {
  const farthing = createFarthing({ store: await createSqliteStore({ file: database }) });
  const ledger = farthing.ledger("bench");
  for (let index = 0; index < 50; index += 1) await ledger.transactions.create(coffee(index));
  const alone = await perSecond(async () => {
    for (let index = 0; index < COUNT; index += 1) await ledger.transactions.create(coffee(index));
  });
  const together = await perSecond(async () => {
    for (let start = 0; start < COUNT; start += 32) {
      await Promise.all(Array.from({ length: 32 }, (_, index) => ledger.transactions.create(coffee(start + index))));
    }
  });
  await farthing.close();
  return { alone, together };
}

/** Inserts a second into one table, by the same library with the same settings. */
async function inserts(database: string): Promise<Record<string, number>> {
  const driver = await openSqlite(database);
  driver.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  driver.exec("CREATE TABLE t (id TEXT PRIMARY KEY, date TEXT, type TEXT, amount INTEGER, description TEXT) STRICT");
  const insert = (index: number) => {
    const { date, type, amount, description } = coffee(index);
    driver.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", [
      `${date}-${index}-${Math.random()}`,
      date,
      type,
      amount,
      description,
    ]);
  };
  for (let index = 0; index < 50; index += 1) insert(index);
  const alone = await perSecond(async () => {
    for (let index = 0; index < COUNT; index += 1) insert(index);
  });
  driver.close();
  return { alone };
}

export const writeTasks = { creates, inserts };
