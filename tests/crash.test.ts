import { isDeepStrictEqual } from "node:util";
import { FarthingError, type Import, type Ledger, type Transaction } from "@farthing/contract";
import { createClient } from "@farthing/sdk";
import { afterAll, expect, it } from "vitest";
import { type Bookkeeper, createBookkeeper } from "./server/bookkeeper.ts";
import { type CrashServer, startCrashServer } from "./server/crash-server.ts";
import { listAll } from "./server/list-all.ts";
import { type Dice, seeded } from "./server/seeded.ts";
import { signUpForGood } from "./server/sign-up.ts";
import { rounds, seed } from "./server/soak.ts";

let server: CrashServer;

afterAll(() => server?.remove());

/** A bank's file with a month of its own, and the key it is imported by. */
interface Statement {
  month: string;
  lines: readonly string[];
  file: Blob;
  key: { idempotencyKey: string };
}

function newStatement(round: number, dice: Dice): Statement {
  const month = `${2000 + Math.floor(round / 12)}-${String((round % 12) + 1).padStart(2, "0")}`;
  const lines = Array.from(
    { length: 200 + dice(600) },
    (_, row) => `${month}-${String(1 + dice(28)).padStart(2, "0")},Payment ${row},-${1 + dice(900)}.50`,
  );
  const file = new Blob([["Date,Description,Amount", ...lines, ""].join("\n")]);
  return { month, lines, file, key: { idempotencyKey: `statement-${round}` } };
}

const asLine = ({ date, description, amount }: Transaction) => `${date},${description},-${(amount / 100).toFixed(2)}`;

async function importedLines(ledger: Ledger, { month }: Statement): Promise<string[]> {
  return (await listAll(ledger, { from: `${month}-01`, to: `${month}-28` })).map(asLine).sort();
}

async function booksOf(ledger: Ledger, { account }: Bookkeeper) {
  const rows = await listAll(ledger, { from: "1995-01-01", to: "1995-03-31", account });
  return Object.fromEntries(
    rows.map(({ id, date, type, amount, description, note, tags, account, version }) => [
      id,
      { date, type, amount, description, note, tags, account, version },
    ]),
  );
}

const expectWhole = async (ledger: Ledger) => expect((await ledger.maintenance.verify()).differences).toStrictEqual([]);

/** Lets all write until so many requests are answered, kills the server then, and gives what came of the import. */
async function crash(ledger: Ledger, keepers: readonly Bookkeeper[], statement: Statement, dice: Dice) {
  const importAt = 1 + dice(30);
  const killAt = importAt + 1 + dice(60);
  let answered = 0;
  let importing: Promise<PromiseSettledResult<Import>[]> = Promise.allSettled([]);
  let killed: Promise<unknown> | undefined;
  const onAnswer = () => {
    answered += 1;
    if (answered === importAt) {
      const options = { ...statement.key, onProgress: onAnswer };
      importing = Promise.allSettled([ledger.imports.create({ file: statement.file, account: "Bank" }, options)]);
    }
    if (answered === killAt) killed = server.kill();
  };
  const ends = await Promise.all(keepers.map((keeper) => keeper.work(ledger, onAnswer)));
  await killed;
  const [outcome] = await importing;
  if (outcome?.status === "rejected") ends.push(outcome.reason);
  // Any other error would have been answered, and by a server that was still there.
  for (const error of ends) expect(FarthingError.is(error) ? error.code : error).toMatch(/^(?:network|unavailable)$/);
  return { answered, imported: outcome?.status === "fulfilled" ? outcome.value : undefined };
}

/** What a ledger has to be after a crash. Gives how many rows of the statement were in it, and how many open requests had taken. */
async function recover(ledger: Ledger, keepers: readonly Bookkeeper[], statement: Statement, imported?: Import) {
  await expectWhole(ledger);
  let taken = 0;
  for (const keeper of keepers) {
    const books = await booksOf(ledger, keeper);
    const [before, after = before] = keeper.expected();
    const took = after !== before && isDeepStrictEqual(books, after);
    expect(books, "all that was answered, and an open request all or not at all").toStrictEqual(took ? after : before);
    taken += Number(took);
    await keeper.finish(ledger);
    expect(await booksOf(ledger, keeper), "an open request once, sent again").toStrictEqual(keeper.expected()[0]);
  }

  const found = await importedLines(ledger, statement);
  const all = [...statement.lines].sort();
  if (imported !== undefined) expect(found).toStrictEqual(all);
  const resumed = await ledger.imports.create({ file: statement.file, account: "Bank" }, statement.key);
  expect(resumed).toMatchObject({ state: "done", total: all.length, created: all.length, duplicates: 0 });
  if (imported !== undefined) expect(resumed).toStrictEqual(imported);
  expect(await importedLines(ledger, statement)).toStrictEqual(all);
  await expectWhole(ledger);
  return { taken, found: found.length };
}

it(`keeps what it answered, whole, through ${rounds} kills`, { timeout: rounds * 60_000 }, async () => {
  console.log(`${rounds} kills; the same once more: FARTHING_SEED=${seed}`);
  const dice = seeded(seed);
  server = await startCrashServer();
  const { url } = server;
  const token = await signUpForGood(url, "Ada");
  const once = createClient({ baseUrl: url, token, retries: 0 });
  const ledger = createClient({ baseUrl: url, token });
  const keepers = ["Wallet", "Savings", "Card", "Joint"].map((account) =>
    createBookkeeper(account, seeded(dice(2 ** 31))),
  );
  const told: string[] = [];
  let rows = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const statement = newStatement(round, dice);
    const { answered, imported } = await crash(once, keepers, statement, dice);
    await server.startAgain();
    const { taken, found } = await recover(ledger, keepers, statement, imported);
    rows += statement.lines.length;
    told.push(
      `after ${answered} answers, open requests that had taken: ${taken}, rows imported: ${found} of ${statement.lines.length}`,
    );
  }
  console.log(told.join("\n"));
  const byHand = keepers.reduce((sum, keeper) => sum + Object.keys(keeper.expected()[0] ?? {}).length, 0);
  expect(await ledger.transactions.totals()).toMatchObject({ count: rows + byHand });
  expect(await server.stop()).toBe(0);
});
