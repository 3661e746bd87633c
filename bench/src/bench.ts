import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { drawChart } from "./draw-chart.ts";
import { makeStatement } from "./make-statement.ts";
import { interleaved, measure, median } from "./measure.ts";
import { atLeast, atMost, type Row } from "./row.ts";
import { startServer } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "farthing-bench-"));
const rows: Row[] = [];
let files = 0;
const fresh = () => join(folder, `${++files}.sqlite`);
const tell = (row: Row) => {
  rows.push(row);
  console.log(`${row.number.padEnd(4)} ${row.what}: ${row.reached} (goal ${row.goal})`);
};

const statements = Object.fromEntries(
  await Promise.all(
    [1, 10_000, 100_000, 1_000_000].map(async (count) => [
      count,
      await makeStatement(join(folder, `${count}.csv`), count),
    ]),
  ),
) as Record<number, string>;
const statement = (count: number) => statements[count] as string;

/** CPU of the shell's own import and sum, in milliseconds; nothing where there is no shell. */
function shellMs(count: number): number | undefined {
  const script = `.import --csv ${statement(count)} t\nSELECT substr(Date, 1, 7), sum(Amount), count(*) FROM t GROUP BY 1;`;
  try {
    const timed = `TIMEFORMAT='%U %S'; { time sqlite3 ${fresh()} >/dev/null <<'SQL'\n${script}\nSQL\n} 2>&1`;
    const [user = 0, system = 0] = execFileSync("bash", ["-c", timed], { encoding: "utf8" })
      .trim()
      .split(" ")
      .map(Number);
    return (user + system) * 1000 || undefined;
  } catch {
    return undefined;
  }
}

async function imports(): Promise<Record<number, string>> {
  const databases: Record<number, string> = {};
  const whole = (count: number) => async () => (await measure("importFile", fresh(), statement(count))).cpuMs;
  const [ten = 0, one = 0] = await interleaved(3, whole(10_000), whole(1));
  tell(atMost("1", "import 10 000 rows, CPU a row", ((ten - one) * 1000) / 10_000, 25, "us"));

  databases[10_000] = fresh();
  await measure("importFile", databases[10_000], statement(10_000));
  databases[100_000] = fresh();
  const hundred = await measure("importFile", databases[100_000], statement(100_000), "twice");
  const shell = shellMs(100_000);
  const hundredMs = hundred.firstMs as number;
  if (shell !== undefined)
    tell(atMost("2", "import 100 000 rows, over the sqlite3 shell's import and sum", hundredMs / shell, 3, "x"));
  else console.log("2    there is no sqlite3 shell here to compare with: apt-get install sqlite3");
  tell(atMost("3", "the same file again, over the first time", (hundred.secondMs as number) / hundredMs, 0.6, "x"));
  if (hundred.again !== 0) throw new Error("The second import wrote something.");

  databases[1_000_000] = fresh();
  const million = await measure("importFile", databases[1_000_000], statement(1_000_000));
  tell(
    atMost(
      "2b",
      "time a row at 1 M over 100 k",
      (million.firstMs as number) / 1_000_000 / (hundredMs / 100_000),
      1.3,
      "x",
    ),
  );
  tell(atMost("2c", "memory over start at 1 M rows", million.peakMb, 150, "MB"));
  return databases;
}

async function reads(databases: Record<number, string>): Promise<void> {
  const months = (count: number) => async () =>
    (await measure("reportMonths", databases[count] as string)).callMs as number;
  const sums = async () => (await measure("groupBy", 100_000)).callMs as number;
  const [small = 0, large = 0, group = 0] = await interleaved(3, months(10_000), months(1_000_000), sums);
  tell(atMost("4", "reports.months of a year at 1 M rows", large, 3, "ms"));
  tell(atMost("4b", "the same over that at 10 k rows", large / small, 1.5, "x"));
  tell(atLeast("4c", "faster than GROUP BY over 100 k rows", group / large, 50, "x"));
  const pages = await measure("pages", databases[1_000_000] as string);
  tell(atMost("5", "first page of 50 at 1 M rows, CPU", (pages.firstUs as number) / 1000, 1, "ms"));
  tell(
    atMost(
      "5b",
      "the 1000th page over the first",
      (pages.thousandthUs as number) / (pages.firstUs as number),
      1.3,
      "x",
    ),
  );
}

async function writes(): Promise<void> {
  const found = { alone: [] as number[], together: [] as number[], bare: [] as number[] };
  for (let time = 0; time < 3; time += 1) {
    const { alone = 0, together = 0 } = await measure("creates", fresh());
    found.alone.push(alone);
    found.together.push(together);
    found.bare.push((await measure("inserts", fresh())).alone as number);
  }
  tell(atLeast("6", "durable create, over a bare insert", median(found.alone) / median(found.bare), 0.7, "x"));
  tell(
    atLeast("6b", "32 creates at once, over one after another", median(found.together) / median(found.alone), 3, "x"),
  );
}

async function memory(): Promise<void> {
  const store = await measure("fillStore", 1_000_000);
  const map = await measure("fillMap", 1_000_000);
  tell(atLeast("7", "ingest in memory, over a bare map", (map.fillMs as number) / (store.fillMs as number), 0.5, "x"));
  tell(atLeast("7b", "pages of 100 a second at 1 M rows", store.pagesPerSecond as number, 50_000, "pages"));
  tell(
    atMost("7c", "bytes a transaction, over the bare map's", (store.bytes as number) / (map.bytes as number), 1.5, "x"),
  );
}

async function csv(): Promise<void> {
  const [parse = 0, scan = 0] = await interleaved(
    3,
    async () => (await measure("parseCsv", statement(1_000_000))).parseMs as number,
    async () => (await measure("scanBytes", statement(1_000_000))).parseMs as number,
  );
  tell(atMost("8", "CSV parse, over a byte scan, CPU", parse / scan, 2, "x"));
  const parsed = await measure("parseCsv", statement(1_000_000));
  const scanned = await measure("scanBytes", statement(1_000_000));
  tell(
    atMost("8b", "memory of it over the scan's at 1 M rows", Math.max(0.1, parsed.peakMb - scanned.peakMb), 25, "MB"),
  );
}

async function exportCsv(databases: Record<number, string>): Promise<void> {
  const database = fresh();
  copyFileSync(databases[1_000_000] as string, database);
  const server = await startServer("sqlite", database);
  await server.send("GET", "/v1/settings");
  const before = await server.usage();
  const first: number[] = [];
  for (let time = 0; time < 3; time += 1) first.push((await server.send("GET", "/v1/transactions.csv")).firstMs);
  const after = await server.usage();
  tell(atMost("9", "first byte of the export at 1 M rows", median(first), 20, "ms"));
  tell(atMost("9b", "memory it took", Math.max(0.1, after.rssMb - before.rssMb), 100, "MB"));
  console.log(`9c   CPU of an export of 1 M rows: ${((after.cpuMs - before.cpuMs) / 3).toFixed(0)} ms`);
  await server.stop();
}

const REQUESTS = 6000;

/** Requests for each second of the server's CPU. */
async function http(): Promise<void> {
  const kinds = ["ours", "bare", "stock"] as const;
  const servers = await Promise.all(kinds.map((kind) => startServer(kind)));
  const post = (index: number) =>
    JSON.stringify({
      id: `20261122-${String(index).padStart(20, "0")}`,
      date: "2026-11-22",
      type: "expense",
      amount: 410,
      description: "Coffee",
      categoryId: null,
    });
  let sent = 0;

  async function load(server: (typeof servers)[number], method: "GET" | "POST"): Promise<number> {
    const before = await server.usage();
    const start = sent;
    sent += REQUESTS;
    for (let index = start; index < sent; index += 16) {
      await Promise.all(
        Array.from({ length: 16 }, (_, each) =>
          method === "POST"
            ? server.send("POST", "/v1/transactions", post(index + each))
            : server.send("GET", `/v1/transactions/20261122-${"0".repeat(20)}`),
        ),
      );
    }
    return (REQUESTS / ((await server.usage()).cpuMs - before.cpuMs)) * 1000;
  }

  for (const server of servers) await server.send("POST", "/v1/transactions", post(0));
  sent = 16;
  for (const [method, bareGoal, stockGoal] of [
    ["GET", 0.7, 3],
    ["POST", 0.5, 2],
  ] as const) {
    for (const server of servers) await load(server, method);
    const [ours = 0, bare = 1, stock = 1] = await interleaved(
      3,
      ...servers.map((server) => () => load(server, method)),
    );
    tell(
      atLeast(`10${method === "GET" ? "" : "b"}`, `${method} over HTTP, over bare Hono`, ours / bare, bareGoal, "x"),
    );
    tell(
      atLeast(
        `10${method === "GET" ? "c" : "d"}`,
        `${method} over HTTP, over Hono with its stock middleware`,
        ours / stock,
        stockGoal,
        "x",
      ),
    );
  }
  for (const server of servers) await server.stop();
}

async function sdk(): Promise<void> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { createClient } from "@farthing/sdk";',
      resolveDir: fileURLToPath(new URL("..", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    conditions: ["@farthing/source"],
    write: false,
  });
  tell(
    atMost(
      "11",
      "the SDK, everything, gzip",
      gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length / 1024,
      4,
      "KB",
    ),
  );
}

try {
  const databases = await imports();
  await reads(databases);
  await writes();
  await memory();
  await csv();
  await exportCsv(databases);
  await http();
  await sdk();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const table = rows.map(
  ({ number, what, goal, reached, share }) =>
    `| ${number} | ${what} | ${goal} | ${reached} | ${share <= 1 ? "yes" : "no"} |`,
);
const heading = `Node ${process.version}, ${new Date().toISOString().slice(0, 10)}. Ratios within one run, medians, A B A B; "CPU" is user and system time of the whole process.`;
const markdown = `# Measured\n\n${heading}\n\n![Each figure beside its goal](results.svg)\n\n| row | what | goal | reached | met |\n| --- | --- | --- | --- | --- |\n${table.join("\n")}\n`;
writeFileSync(new URL("../results.md", import.meta.url), markdown);
writeFileSync(new URL("../results.svg", import.meta.url), drawChart(rows));
console.log(`\n${table.join("\n")}\n\nWritten to bench/results.md and bench/results.svg.`);
