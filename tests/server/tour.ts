import { mkdtempSync, openAsBlob, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Ledger } from "@farthing/contract";
import { createClient } from "@farthing/sdk";
import { type LocalTable, openLocalTable } from "./local-table.ts";
import { signUp } from "./sign-up.ts";
import { type ServerProcess, startServer } from "./start-server.ts";

const sample = fileURLToPath(new URL("../../examples/samples/everyday-year.csv", import.meta.url));

const say = (line: string) => console.log(`✓ ${line}`);

function insist(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

async function bytesOf(ledger: Ledger): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ledger.transactions.export()) pieces.push(piece);
  return Buffer.concat(pieces);
}

const money = (cents: number) => (cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });

async function printMonths(ledger: Ledger, from: string, to: string): Promise<void> {
  const { items } = await ledger.reports.months({ from: from.slice(0, 7), to: to.slice(0, 7) });
  console.log();
  console.log(`  ${"Month".padEnd(7)} ${"Income".padStart(12)} ${"Spending".padStart(12)} ${"Net".padStart(12)}`);
  for (const { month, income, expense, net } of items) {
    console.log(`  ${month} ${[income, expense, net].map((sum) => money(sum).padStart(12)).join(" ")}`);
  }
  console.log();
}

interface Ground {
  dataDirectory: string;
  /** Where ledgers are kept, when that isn't a file in the data folder. */
  table: LocalTable | undefined;
}

async function walk({ dataDirectory, table }: Ground, started: (server: ServerProcess) => void): Promise<void> {
  const settings = { FARTHING_DATA_DIR: dataDirectory, FARTHING_TRUST_PROXY: "on", ...table?.settings };
  let server = await startServer(settings);
  started(server);
  say(`The server is up at ${server.url}, with an empty data folder.`);

  const token = await signUp(server.url, "Ada");
  const ada = createClient({ baseUrl: server.url, token });
  const { currency, version } = await ada.settings.get();
  insist(currency === "USD" && version === 1, "Ada's new ledger doesn't begin with the settings of a new one.");
  say("Ada has an account and an empty ledger of her own.");

  const first = await ada.imports.create({ file: await openAsBlob(sample), account: "Current account" });
  const { from, to, created } = first;
  insist(from !== null && to !== null && created > 0, `The sample gave no transactions: ${JSON.stringify(first)}`);
  say(`Her bank's file is imported: ${created} transactions from ${from} to ${to}.`);
  await printMonths(ada, from, to);

  const exported = await bytesOf(ada);
  say(`Her ledger is exported: ${exported.length} bytes of CSV.`);

  const again = await ada.imports.create({ file: await openAsBlob(sample), account: "Current account" });
  insist(again.created === 0, `The same file added ${again.created} transactions when it came again.`);
  say(`Importing the same file again added nothing: all ${again.duplicates} rows were there already.`);

  const grace = createClient({ baseUrl: server.url, token: await signUp(server.url, "Grace") });
  insist((await grace.transactions.totals()).count === 0, "Grace can see transactions that aren't hers.");
  await grace.imports.create({ file: new Blob([exported]) });
  insist((await bytesOf(grace)).equals(exported), "Grace's export differs from Ada's, which she imported.");
  say("Grace imported Ada's export, and her own export is the same to the byte.");

  const port = new URL(server.url).port;
  const late = await ada.transactions.create({
    date: "2026-01-31",
    type: "expense",
    amount: 410,
    description: "Coffee",
  });
  await server.stop("SIGKILL");
  await table?.restart();
  say("The server was killed the hard way, right after it answered one more transaction.");

  server = await startServer({ ...settings, PORT: port });
  started(server);
  insist((await ada.transactions.get({ id: late.id })).amount === 410, "The last transaction before the kill is gone.");
  await ada.transactions.delete({ id: late.id });
  insist((await bytesOf(ada)).equals(exported), "After the restart Ada's export is another.");
  const { rows, differences } = await ada.maintenance.verify();
  insist(differences.length === 0, `Stored totals are wrong: ${JSON.stringify(differences)}`);
  say(`Started again, everything is there, and the totals are those of all ${rows} transactions.`);

  const code = await server.stop("SIGTERM");
  insist(code === 0, `Asked to stop, the server ended with exit code ${code}:\n${server.output()}`);
  say("Asked to stop, it finished what it was doing and ended with exit code 0.");
}

/** `--store dynamodb` takes the tour over a table of dynalite-transactions on disk, which is restarted in its middle too. */
function chosenStore(): string {
  const { values } = parseArgs({ options: { store: { type: "string", default: "sqlite" } } });
  insist(["sqlite", "dynamodb"].includes(values.store), `There is no tour of the store ${values.store}.`);
  return values.store;
}

const table = chosenStore() === "dynamodb" ? await openLocalTable() : undefined;
const dataDirectory = mkdtempSync(join(tmpdir(), "farthing-tour-"));
let running: ServerProcess | undefined;
try {
  await walk({ dataDirectory, table }, (server) => {
    running = server;
  });
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  if (running !== undefined) console.error(running.output());
  process.exitCode = 1;
} finally {
  await running?.stop("SIGKILL");
  await table?.remove();
  rmSync(dataDirectory, { recursive: true, force: true });
}
