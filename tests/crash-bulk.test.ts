import { FarthingError, type Ledger, type Transaction, type TransactionBulk } from "@farthing/contract";
import { createClient } from "@farthing/sdk";
import { afterAll, expect, it } from "vitest";
import { type CrashServer, startCrashServer } from "./server/crash-server.ts";
import { listAll } from "./server/list-all.ts";
import { type Dice, seeded } from "./server/seeded.ts";
import { signUpForGood } from "./server/sign-up.ts";
import { rounds, seed } from "./server/soak.ts";

const total = 1500;
const filter = { account: "Bank" };
const kills = Math.ceil(rounds / 2);
let server: CrashServer;

afterAll(() => server?.remove());

/** A change of all rows of the account, what it makes of one, and how many it hasn't reached. */
interface Change {
  title: string;
  input: TransactionBulk;
  after(row: Transaction): Partial<Transaction> | undefined;
  left(ledger: Ledger): Promise<number>;
}

const moved = { categoryId: "groc", date: "2021-05-05", tags: ["moved"] };
const count = async (ledger: Ledger, query: object) =>
  (await ledger.transactions.totals({ ...filter, ...query })).count;

const changes: readonly Change[] = [
  {
    title: "edited",
    input: { filter, set: moved, expect: total },
    after: () => moved,
    left: async (ledger) => total - (await count(ledger, { tag: "moved" })),
  },
  {
    title: "deleted",
    input: { filter, delete: true, expect: total },
    after: () => undefined,
    left: (ledger) => count(ledger, {}),
  },
];

/** What people see of rows, by id. */
const contentOf = (rows: readonly Partial<Transaction>[]) =>
  Object.fromEntries(
    rows.map(({ id, date, type, amount, description, categoryId, tags }) => [
      id,
      { date, type, amount, description, categoryId, tags },
    ]),
  );

const expectWhole = async (ledger: Ledger) => expect((await ledger.maintenance.verify()).differences).toStrictEqual([]);

/** Waits for what the kill cuts off; it may also have been answered before. */
async function expectCut(work: Promise<unknown>): Promise<void> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error !== undefined) expect(FarthingError.is(error) ? error.code : error).toMatch(/^(?:network|unavailable)$/);
}

it(`goes on with a change of many rows, and with taking it back, through ${2 * kills} kills`, {
  timeout: kills * 120_000,
}, async () => {
  console.log(`${2 * kills} kills; the same once more: FARTHING_SEED=${seed}`);
  const dice: Dice = seeded(seed);
  server = await startCrashServer();
  const { url } = server;
  const token = await signUpForGood(url, "Ada");
  const once = createClient({ baseUrl: url, token, retries: 0 });
  const ledger = createClient({ baseUrl: url, token });
  const lines = Array.from(
    { length: total },
    (_, row) => `2020-${String((row % 12) + 1).padStart(2, "0")}-05,Row ${row},-${row + 1}.00`,
  );
  const file = new Blob([["Date,Description,Amount", ...lines, ""].join("\n")]);
  await ledger.imports.create({ file, ...filter });
  const before = await listAll(ledger, filter);
  const told: string[] = [];
  let interrupted = 0;

  async function tell(title: string, done: number) {
    told.push(`${title}: ${done} of ${total} when it was killed`);
    interrupted += Number(done > 0 && done < total);
    await expectWhole(ledger);
  }

  for (let round = 0; round < kills; round += 1) {
    const change = changes[round % changes.length] as Change;
    const key = { idempotencyKey: `change-${round}` };
    const killAt = 1 + dice(total / 2);
    let killed: Promise<unknown> | undefined;
    const onProgress = ({ phase, rows }: { phase: string; rows: number }) => {
      if (phase === "writing" && rows >= killAt) killed ??= server.kill();
    };
    await expectCut(once.transactions.bulk(change.input, { ...key, onProgress }));
    await (killed ?? server.kill());
    await server.startAgain();
    await tell(change.title, total - (await change.left(ledger)));
    const done = await ledger.transactions.bulk(change.input, key);
    expect(done).toMatchObject({ state: "done", found: total, changed: total });
    const after = before.flatMap((row) => {
      const members = change.after(row);
      return members === undefined ? [] : [{ ...row, ...members }];
    });
    expect(contentOf(await listAll(ledger, filter))).toStrictEqual(contentOf(after));
    await expectWhole(ledger);
    expect(await ledger.transactions.bulk(change.input, key)).toStrictEqual(done);

    const undo = { undoId: done.undo };
    const undoKey = { idempotencyKey: `undo-${round}` };
    let over = false;
    const undoing = expectCut(once.undo(undo, undoKey)).finally(() => {
      over = true;
    });
    const killAgainAt = 1 + dice(total / 2);
    while (!over && (await change.left(ledger)) < killAgainAt);
    await server.kill();
    await undoing;
    await server.startAgain();
    await tell(`${change.title}, put back`, await change.left(ledger));
    expect(await ledger.undo(undo, undoKey)).toStrictEqual({ restored: total, kept: [] });
    expect(contentOf(await listAll(ledger, filter))).toStrictEqual(contentOf(before));
    await expectWhole(ledger);
    expect(await ledger.undo(undo, undoKey)).toStrictEqual({ restored: total, kept: [] });
  }
  console.log(told.join("\n"));
  expect(interrupted).toBeGreaterThan(0);
  expect(await server.stop()).toBe(0);
});
