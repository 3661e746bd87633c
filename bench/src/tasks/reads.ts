import { createSqliteStore, openSqlite } from "@farthing/adapter-sqlite";
import { createFarthing, type Farthing } from "@farthing/core";
import { median } from "../measure.ts";

const cpuUs = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

async function opened<Value>(
  database: string,
  use: (ledger: ReturnType<Farthing["ledger"]>) => Promise<Value>,
): Promise<Value> {
  const farthing = createFarthing({ store: await createSqliteStore({ file: database }) });
  const value = await use(farthing.ledger("bench"));
  await farthing.close();
  return value;
}

/** Wall time of one call, the median of many. */
async function timed(times: number, call: () => unknown): Promise<number> {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    await call();
    found.push(performance.now() - start);
  }
  return median(found);
}

const year = { from: "2025-12", to: "2026-11" };

const reportMonths = (database: string) =>
  opened(database, async (ledger) => ({ callMs: await timed(300, () => ledger.reports.months(year)) }));

/** What it costs to add the same up from as many rows in a plain table. */
async function groupBy(count: string): Promise<Record<string, number>> {
  const driver = await openSqlite(":memory:");
  driver.exec("CREATE TABLE t (date TEXT, type TEXT, amount INTEGER) STRICT; BEGIN");
  for (let index = 0; index < Number(count); index += 1) {
    const date = new Date(Date.UTC(2023, 11, 1 + Math.floor((index * 1095) / Number(count))))
      .toISOString()
      .slice(0, 10);
    driver.run("INSERT INTO t VALUES (?, ?, ?)", [
      date,
      index % 17 === 0 ? "income" : "expense",
      100 + ((index * 7919) % 20_000),
    ]);
  }
  driver.exec("COMMIT");
  const sql = "SELECT substr(date, 1, 7), type, sum(amount), count(*) FROM t GROUP BY 1, 2";
  const callMs = await timed(9, () => driver.all(sql, []));
  driver.close();
  return { callMs };
}

const pages = (database: string) =>
  opened(database, async (ledger) => {
    const cpuOf = async (cursor: string | undefined) => {
      const start = cpuUs();
      for (let time = 0; time < 400; time += 1) await ledger.transactions.list({ limit: 50, cursor });
      return (cpuUs() - start) / 400;
    };
    let cursor: string | undefined;
    await cpuOf(undefined);
    for (let page = 1; page < 1000; page += 1)
      cursor = (await ledger.transactions.list({ limit: 50, cursor })).nextCursor ?? undefined;
    const first: number[] = [];
    const thousandth: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      first.push(await cpuOf(undefined));
      thousandth.push(await cpuOf(cursor));
    }
    return { firstUs: median(first), thousandthUs: median(thousandth) };
  });

export const readTasks = { reportMonths, groupBy, pages };
