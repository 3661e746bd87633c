import type { Transaction } from "@farthing/contract";
import { type FaultRates, faultKinds } from "@farthing/store-conformance";
import { expect, it } from "vitest";
import { createImporter, type Importer } from "./faults/create-importer.ts";
import { createWriter, type Writer } from "./faults/create-writer.ts";
import { openTable, type Table } from "./faults/open-table.ts";
import { type Process, startProcess } from "./faults/start-process.ts";
import { toShown } from "./faults/to-shown.ts";
import { listAll } from "./server/list-all.ts";
import { type Dice, seeded } from "./server/seeded.ts";
import { seed } from "./server/soak.ts";

const operationsMin = process.env.FARTHING_SOAK === "1" ? 200_000 : 500;

/** In every round, each on a table of its own. */
const ledgers = 2;
const writersEach = 4;
const deedsEach = 60;
const filesEach = 2;

const rates: FaultRates = {
  throttle: 0.1,
  "lost answer": 0.05,
  conflict: 0.05,
  "server error": 0.02,
  "lost request": 0.01,
  reset: 0.01,
  twice: 0.01,
  unprocessed: 0.3,
  stall: 0.005,
};

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const asLine = ({ date, description, amount }: Transaction) => `${date},${description},-${(amount / 100).toFixed(2)}`;

/** Those who write in one ledger, and what they make of it. */
interface Company {
  ledger: string;
  processes: readonly Process[];
  writers: readonly Writer[];
  importer: Importer;
}

function gather(table: Table, ledger: string, place: number, dice: Dice): Company {
  const start = (name: string, number: number) =>
    startProcess({ table, name: `${ledger} ${name}`, number, ledger, rates, seed: dice(2 ** 31) });
  const first = place * (writersEach + 1);
  const writing = Array.from({ length: writersEach }, (_, number) => start(`writer ${number}`, first + number));
  const importing = start("importer", first + writersEach);
  return {
    ledger,
    processes: [...writing, importing],
    writers: writing.map((process, number) => createWriter(process, `Writer ${number}`, seeded(dice(2 ** 31)))),
    importer: createImporter(importing, "Bank", seeded(dice(2 ** 31))),
  };
}

async function repeat(times: number, act: () => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time += 1) await act();
}

/** That a ledger is what its writers were told, neither less nor more. */
async function expectWhole(table: Table, { ledger: name, writers, importer }: Company): Promise<void> {
  const { ledger } = startProcess({ table, name: "reader", number: 1295, ledger: name, rates: {}, seed: 0 });
  const rows = await listAll(ledger, {});
  for (const [number, writer] of writers.entries()) {
    const theirs = rows.filter(({ account }) => account === `Writer ${number}`);
    expect(new Map(theirs.map((row) => [row.id, toShown(row)]))).toEqual(writer.transactions());
  }
  for (const [account, lines] of importer.rows()) {
    const theirs = rows.filter((row) => row.account === account);
    expect(theirs.map(asLine).sort()).toEqual([...lines].sort());
  }
  const expectedRows = sum(writers.map((writer) => writer.transactions().size));
  expect(rows).toHaveLength(expectedRows + sum([...importer.rows().values()].map(({ length }) => length)));

  const range = { from: "2026-01", to: "2026-03" };
  for (const { month, income, expense, count } of (await ledger.reports.months(range)).items) {
    const within = rows.filter(({ date }) => date.startsWith(month));
    const of = (type: string) => sum(within.flatMap((row) => (row.type === type ? [row.amount] : [])));
    expect({ income, expense, count }).toEqual({ income: of("income"), expense: of("expense"), count: within.length });
  }
  expect((await ledger.maintenance.verify()).differences).toEqual([]);

  const made = new Map(writers.flatMap((writer) => [...writer.categories()]));
  const categories = (await ledger.categories.list()).items.filter(({ name }) => name.startsWith("Writer "));
  expect(new Map(categories.map(({ id, name, version }) => [id, { name, version }]))).toEqual(made);
  const imports = (await ledger.imports.list()).items;
  expect(new Map(imports.map(({ id, state }) => [id, state]))).toEqual(importer.states());
  const { version } = await ledger.settings.get();
  const changed = sum(writers.map(({ settings }) => settings.changed));
  expect(version).toBeGreaterThanOrEqual(1 + changed);
  expect(version).toBeLessThanOrEqual(1 + changed + sum(writers.map(({ settings }) => settings.doubtful)));
}

async function playRound(dice: Dice): Promise<Process[]> {
  const table = await openTable();
  try {
    const companies = Array.from({ length: ledgers }, (_, place) => gather(table, `ledger-${place}`, place, dice));
    await Promise.all(
      companies.flatMap(({ writers, importer }) => [
        ...writers.map((writer) => repeat(deedsEach, writer.act)),
        repeat(filesEach, importer.act),
      ]),
    );
    for (const company of companies) await expectWhole(table, company);
    return companies.flatMap(({ processes }) => processes);
  } finally {
    await table.close();
  }
}

/** What processes spent, added up. */
function addUp(processes: readonly Process[]) {
  const spent = processes.map((each) => each.spent);
  const names = [...new Set(spent.flatMap(({ byName }) => Object.keys(byName)))].sort();
  const codes = [...new Set(spent.flatMap(({ refused }) => Object.keys(refused)))].sort();
  const ofName = (name: string, figure: "operations" | "requests") =>
    sum(spent.map(({ byName }) => byName[name]?.[figure] ?? 0));
  return {
    operations: sum(spent.map(({ operations }) => operations)),
    calls: sum(spent.map(({ calls }) => calls)),
    storeCalls: sum(spent.map(({ storeCalls }) => storeCalls)),
    requests: sum(processes.map(({ sent }) => sent.count)),
    met: Object.fromEntries(faultKinds.map((kind) => [kind, sum(processes.map(({ sent }) => sent.met[kind]))])),
    refused: Object.fromEntries(codes.map((code) => [code, sum(spent.map(({ refused }) => refused[code] ?? 0))])),
    requestsEach: Object.fromEntries(
      names.map((name) => [name, ofName(name, "requests") / ofName(name, "operations")] as const),
    ),
  };
}

const list = (figures: Readonly<Record<string, number>>) =>
  Object.entries(figures)
    .map(([name, figure]) => `${name} ${Number.isInteger(figure) ? figure : figure.toFixed(2)}`)
    .join(", ");

it("keeps what it answered on DynamoDB, once and whole, whatever fails", { timeout: operationsMin * 200 }, async () => {
  console.log(`At least ${operationsMin} operations; the same once more: FARTHING_SEED=${seed}`);
  const dice = seeded(seed);
  const processes: Process[] = [];
  let told = addUp(processes);
  for (let round = seed; told.operations < operationsMin; round = dice(2 ** 31)) {
    const played = await playRound(seeded(round)).catch((error: unknown) => {
      console.log(`The round that failed, by itself: FARTHING_SEED=${round}`);
      throw error;
    });
    processes.push(...played);
    told = addUp(processes);
  }
  const { operations, calls, storeCalls, requests, met, refused, requestsEach } = told;
  console.log(
    [
      list({ operations, calls, storeCalls, requests }),
      `requests for each: ${list({ operation: requests / operations, "call of the store": requests / storeCalls })}`,
      `by operation: ${list(requestsEach)}`,
      `faults: ${list(met)}`,
      `refused: ${list(refused)}`,
    ].join("\n"),
  );
  for (const kind of faultKinds) expect(met[kind], kind).toBeGreaterThan(0);
  expect((refused.unavailable ?? 0) / calls).toBeLessThanOrEqual(0.01);
  expect(requests / storeCalls).toBeLessThanOrEqual(3);
});
