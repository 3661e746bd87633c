import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import type { Change, LedgerStore } from "../../ports/ledger-store.ts";

const key = { idempotencyKey: "key-1" };

function opened() {
  const { store, ids, hash } = fixedContext();
  const clock = { now: () => NOON, dateIn: () => "2026-11-22", sleep: async () => {} };
  const farthing = createFarthing({ store, ids, hash, clock });
  const over = (changed: Partial<LedgerStore>) =>
    createFarthing({ store: { ...store, ...changed }, ids, hash, clock }).ledger("me");
  return { ledger: farthing.ledger("me"), farthing, store, clock, over };
}

/** The same ledger, whose store fails from the commit on that `fails` says, counted from 1. */
function failing(
  { store, over }: ReturnType<typeof opened>,
  fails: (count: number, changes: readonly Change[]) => boolean,
) {
  let count = 0;
  let hasFailed = false;
  return over({
    async commit(ledger, changes) {
      count += 1;
      hasFailed ||= fails(count, changes);
      if (hasFailed) throw new Error("The power failed.");
      await store.commit(ledger, changes);
    },
  });
}

/** A bank file of `count` rows, some on each day of as many months as it takes. */
const statement = (count: number, text = "Row") =>
  new Blob([
    "Date,Description,Amount\n",
    ...Array.from({ length: count }, (_, index) => {
      const month = String(Math.floor(index / 100) + 1).padStart(2, "0");
      return `2026-${month}-${String((index % 28) + 1).padStart(2, "0")},${text} ${index},-1.00\n`;
    }),
  ]);

const writesRows = (changes: readonly Change[]) =>
  changes.some((change) => change.op === "put" && change.record.kind === "transaction");
const count = async (ledger: Ledger) => (await ledger.transactions.totals()).count;

describe("an import that is sent again with its key", () => {
  it("is answered, whatever became of the settings by which its file was read", async () => {
    const { ledger, farthing } = opened();
    const file = new Blob(["Date,Description,Amount\n03/04/2026,Coffee,-4.10\n05/04/2026,Tea,-5.20\n"]);
    const send = () => farthing.perform({ ledger: "me", operation: "imports.create", input: { file }, options: key });
    const first = await send();
    await ledger.settings.update({ locale: "en-GB" });
    expect(await send()).toEqual({ value: first.value, replayed: true });
    await ledger.settings.update({ currency: "EUR" });
    expect(await send()).toEqual({ value: first.value, replayed: true });
  });

  it.each<[string, object]>([
    ["file", { file: statement(3, "Other") }],
    ["account", { account: "Card" }],
    ["mapping", { mapping: { dateOrder: "ymd" } }],
    ["choices", { choices: [{ line: 2, do: "skip" }] }],
    ["strictness", { strict: true }],
  ])("isn't taken for one with another %s", async (_, other) => {
    const { ledger } = opened();
    const file = statement(3);
    await ledger.imports.create({ file }, key);
    await expect(ledger.imports.create({ file, ...other }, key)).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
    expect(await count(ledger)).toBe(3);
  });

  it("goes on where it was interrupted, at whichever commit, once a minute has passed", async () => {
    const file = statement(250);
    for (let at = 2; at <= 5; at += 1) {
      const world = opened();
      await world.ledger.settings.get();
      await expect(failing(world, (commit) => commit === at).imports.create({ file }, key)).rejects.toThrow(
        "The power failed.",
      );
      world.clock.now = () => NOON + 59_999;
      await expect(world.ledger.imports.create({ file }, key)).rejects.toMatchObject({ code: "request_in_progress" });
      world.clock.now = () => NOON + 60_000;
      const imported = await world.ledger.imports.create({ file }, key);
      expect(imported).toMatchObject({
        state: "done",
        total: 250,
        done: 250,
        created: 250,
        duplicates: 0,
        from: "2026-01-01",
        to: "2026-03-28",
      });
      expect((await world.ledger.imports.list()).items).toEqual([imported]);
      expect((await world.ledger.maintenance.verify()).differences).toEqual([]);
      expect(await count(world.ledger)).toBe(250);
    }
  });

  it("doesn't go on where its file would be read otherwise by now", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const file = new Blob(["Date,Description,Amount\n03/04/2026,Coffee,-4.10\n05/04/2026,Tea,-5.20\n"]);
    await expect(failing(world, (_, changes) => writesRows(changes)).imports.create({ file }, key)).rejects.toThrow();
    await world.ledger.settings.update({ locale: "en-GB" });
    world.clock.now = () => NOON + 60_000;
    await expect(world.ledger.imports.create({ file }, key)).rejects.toMatchObject({ code: "plan_changed" });
    expect(await count(world.ledger)).toBe(0);
  });
});

describe("an import that was interrupted", () => {
  it("keeps others from beginning for a minute, and goes on after one that then came first", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const [mine, other] = [statement(250), statement(150, "Other")];
    await expect(failing(world, (commit) => commit === 3).imports.create({ file: mine }, key)).rejects.toThrow();
    await expect(world.ledger.imports.create({ file: other })).rejects.toMatchObject({ code: "request_in_progress" });
    world.clock.now = () => NOON + 60_000;
    expect(await world.ledger.imports.create({ file: other })).toMatchObject({ state: "done", created: 150 });
    expect(await world.ledger.imports.create({ file: mine }, key)).toMatchObject({ state: "done", created: 250 });
    expect(await count(world.ledger)).toBe(400);
  });

  it("lets go of a writer that was only slow", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const file = statement(250);
    let overtaken = false;
    const slow = world.over({
      async commit(...given) {
        if (!overtaken && writesRows(given[1])) {
          overtaken = true;
          world.clock.now = () => NOON + 60_000;
          expect(await world.ledger.imports.create({ file }, key)).toMatchObject({ state: "done", created: 250 });
        }
        await world.store.commit(...given);
      },
    });
    await expect(slow.imports.create({ file }, key)).rejects.toMatchObject({ code: "conflict" });
    expect(await count(world.ledger)).toBe(250);
    expect((await world.ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("can be taken back whole, even where it was interrupted again before it met what it had written", async () => {
    const world = opened();
    await world.ledger.imports.create({ file: statement(200) });
    const file = statement(600);
    await expect(failing(world, (commit) => commit === 5).imports.create({ file }, key)).rejects.toThrow();
    const [interrupted] = (await world.ledger.imports.list()).items;
    const { id, created } = interrupted ?? { id: "", created: 0 };
    expect(created).toBeGreaterThan(200);
    const [moved] = (await world.ledger.transactions.list({ importId: id })).items;
    await world.ledger.transactions.update({ id: moved?.id as string, date: "2030-01-01" });

    let now = NOON + 60_000;
    world.clock.now = () => {
      now += 6_000;
      return now;
    };
    await expect(failing(world, (commit) => commit === 3).imports.create({ file }, key)).rejects.toThrow();
    expect(await world.ledger.imports.get({ id })).toMatchObject({ state: "running", duplicates: 200, created });
    expect(await world.ledger.imports.undo({ id })).toMatchObject({ state: "undone", kept: [moved?.id] });
    expect(await count(world.ledger)).toBe(201);
  });

  it("respells the categories of an empty ledger to the end", async () => {
    const world = opened();
    await world.ledger.settings.get();
    const rows = Array.from({ length: 300 }, (_, index) => {
      const category = index < 250 ? "GROCERIES" : "EATING OUT";
      return `2026-03-05,expense,1.00,USD,${category},Row,,,,20260305-${String(index).padStart(16, "0")}\r\n`;
    });
    const header = "date,type,amount,currency,category,description,note,tags,account,id\r\n";
    const file = new Blob([header, ...rows]);
    await expect(failing(world, (commit) => commit === 4).imports.create({ file }, key)).rejects.toThrow();
    expect(await count(world.ledger)).toBeGreaterThan(0);
    world.clock.now = () => NOON + 60_000;
    await world.ledger.imports.create({ file }, key);
    const names = (await world.ledger.categories.list()).items.map(({ name }) => name);
    expect(names.slice(1, 3)).toEqual(["GROCERIES", "EATING OUT"]);
  });
});

describe("an import beside others at the same moment", () => {
  it("has its effect once, and others wait", async () => {
    const { ledger } = opened();
    await ledger.settings.get();
    const outcomes = await Promise.allSettled([
      ledger.imports.create({ file: statement(250) }, key),
      ledger.imports.create({ file: statement(250) }, key),
      ledger.imports.create({ file: statement(20, "Other") }),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "request_in_progress" });
    }
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await ledger.imports.list()).items).toHaveLength(
      outcomes.filter(({ status }) => status === "fulfilled").length,
    );
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("stops where it is taken back, and leaves nothing", async () => {
    const world = opened();
    await world.ledger.settings.get();
    let chunks = 0;
    const racing = world.over({
      async commit(...given) {
        if (writesRows(given[1])) {
          chunks += 1;
          if (chunks === 2) {
            const [running] = (await world.ledger.imports.list()).items;
            expect(running).toMatchObject({ state: "running" });
            await world.ledger.imports.undo({ id: running?.id as string });
          }
        }
        await world.store.commit(...given);
      },
    });
    await expect(racing.imports.create({ file: statement(250) }, key)).rejects.toMatchObject({ code: "conflict" });
    expect(await count(world.ledger)).toBe(0);
    expect((await world.ledger.imports.list()).items).toMatchObject([{ state: "undone" }]);
    expect(await world.ledger.imports.create({ file: statement(250) }, key)).toMatchObject({ state: "undone" });
    expect(await world.ledger.imports.create({ file: statement(250) })).toMatchObject({ state: "done", created: 250 });
  });

  it("counts rows as duplicates that came to stand at the very moment", async () => {
    const world = opened();
    await world.ledger.settings.get();
    let raced = false;
    const racing = world.over({
      async commit(ledger, changes) {
        if (!raced && writesRows(changes)) {
          raced = true;
          const [put] = changes;
          if (put?.op !== "put" || put.record.kind !== "transaction") throw new Error("Rows come first.");
          await world.store.commit(ledger, [
            { ...put, record: { ...put.record, importId: "other" }, expect: "absent" },
          ]);
          await world.ledger.maintenance.rebuild();
        }
        await world.store.commit(ledger, changes);
      },
    });
    expect(await racing.imports.create({ file: statement(150) })).toMatchObject({ created: 149, duplicates: 1 });
    expect((await world.ledger.maintenance.verify()).differences).toEqual([]);
  });
});

describe("an import of rows that were there before", () => {
  it("knows those that were deleted by hand or moved away, also where their month is empty by now", async () => {
    const { ledger } = opened();
    await ledger.imports.create({ file: statement(2) });
    const [one, other] = (await ledger.transactions.list()).items;
    await ledger.transactions.delete({ id: one?.id as string });
    await ledger.transactions.update({ id: other?.id as string, date: "2030-01-01" });
    const { counts } = await ledger.imports.preview({ file: statement(3) });
    expect(counts).toMatchObject({ new: 1, duplicate: 2 });
    expect(await ledger.imports.create({ file: statement(3) })).toMatchObject({
      created: 1,
      duplicates: 2,
      skipped: 0,
    });
    expect(await count(ledger)).toBe(2);
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });
});

describe("the name of an import", () => {
  it("is that of its file, made fit to be kept", async () => {
    const { ledger } = opened();
    const name = async (given: string) => {
      const file = Object.assign(statement(1), { name: given });
      return (await ledger.imports.preview({ file })).name;
    };
    expect(await name(" statement\u0000 03.csv ")).toBe("statement  03.csv");
    expect(await name("")).toBe("bank file");
    expect(await name("\u0000")).toBe("bank file");
    expect(await name("a\ud800")).toBe("a\ufffd");
    expect(await name("\u{1f600}".repeat(300))).toBe("\u{1f600}".repeat(200));
  });
});
