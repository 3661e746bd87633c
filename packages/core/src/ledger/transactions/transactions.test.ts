import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const id = "20260305-0123456789abcdef";

function opened() {
  const { store, ids, hash } = fixedContext();
  const clock = { now: () => NOON, dateIn: () => "2026-11-22", sleep: async () => {} };
  const over = (changed: Partial<LedgerStore>) =>
    createFarthing({ store: { ...store, ...changed }, ids, hash, clock }).ledger("me");
  const farthing = createFarthing({ store, ids, hash, clock });
  return { ledger: over({}), farthing, store, clock, over };
}

const verified = async ({ ledger }: ReturnType<typeof opened>) =>
  expect((await ledger.maintenance.verify()).differences).toEqual([]);

describe("entering a transaction", () => {
  it("gives it an id of its date, version 1 and the time", async () => {
    const { ledger } = opened();
    expect(await ledger.transactions.create(coffee)).toEqual({
      ...coffee,
      id: expect.stringMatching(/^20260305-[0-9a-z]{20}$/),
      categoryId: null,
      note: "",
      tags: [],
      account: "",
      importId: null,
      recurringId: null,
      version: 1,
      createdAt: "2026-11-22T12:00:00.000Z",
      updatedAt: "2026-11-22T12:00:00.000Z",
    });
  });

  it("again with its id is a replay of the same content, however it is written, and refused with any other", async () => {
    const { farthing } = opened();
    const send = (input: object) =>
      farthing.perform({ ledger: "me", operation: "transactions.create", input: { ...coffee, id, ...input } });
    const { value } = await send({});
    expect(await send({ note: "", tags: [], categoryId: null, description: " Coffee " })).toEqual({
      value,
      replayed: true,
    });
    for (const other of [
      { amount: 411 },
      { type: "income" },
      { description: "Tea" },
      { categoryId: "groc" },
      { note: "hot" },
      { tags: ["a"] },
      { account: "Card" },
    ])
      await expect(send(other)).rejects.toMatchObject({ code: "id_taken" });
  });

  it("again with its id is a replay even where its category takes no more transactions, or its month is full", async () => {
    const { ledger } = opened();
    const full = { ...coffee, amount: 1_000_000_000_000 };
    const created = await ledger.transactions.create({ ...full, id, categoryId: "groc" });
    for (let count = 1; count < 15; count += 1) await ledger.transactions.create(full);
    await ledger.categories.update({ id: "groc", archived: true });
    expect(await ledger.transactions.create({ ...full, id, categoryId: "groc" })).toEqual(created);
    await expect(ledger.transactions.create(full)).rejects.toMatchObject({ code: "amount_overflow" });
  });

  it("takes only an id of its own date", async () => {
    const { ledger } = opened();
    await expect(ledger.transactions.create({ ...coffee, id, date: "2026-03-06" })).rejects.toMatchObject({
      errors: [{ pointer: "/id", code: "other_date" }],
    });
  });

  it("needs a category that stands and isn't archived", async () => {
    const { ledger } = opened();
    await ledger.categories.update({ id: "groc", archived: true });
    await ledger.categories.delete({ id: "funn", moveTo: "gift" });
    for (const [categoryId, code] of [
      ["groc", "archived_category"],
      ["funn", "unknown_category"],
      ["none", "unknown_category"],
    ] as const) {
      await expect(ledger.transactions.create({ ...coffee, categoryId })).rejects.toMatchObject({
        errors: [{ pointer: "/categoryId", code }],
      });
    }
  });
});

describe("changing a transaction", () => {
  it("counts the difference, wherever it is moved", async () => {
    const world = opened();
    const { id } = await world.ledger.transactions.create({ ...coffee, categoryId: "eato" });
    for (const change of [
      { amount: 500 },
      { type: "income" as const },
      { categoryId: null },
      { date: "2026-03-31" },
      { date: "2025-01-01", amount: 1, categoryId: "groc" },
      { note: "hot" },
    ]) {
      await world.ledger.transactions.update({ id, ...change });
      await verified(world);
    }
    expect(await world.ledger.transactions.get({ id })).toMatchObject({
      version: 7,
      date: "2025-01-01",
      type: "income",
    });
  });

  it("asks about a category only where that changes", async () => {
    const { ledger } = opened();
    const { id } = await ledger.transactions.create({ ...coffee, categoryId: "groc" });
    await ledger.categories.update({ id: "groc", archived: true });
    expect(await ledger.transactions.update({ id, categoryId: "groc", amount: 1 })).toMatchObject({ version: 2 });
    await ledger.transactions.update({ id, categoryId: null });
    await expect(ledger.transactions.update({ id, categoryId: "groc" })).rejects.toMatchObject({
      errors: [{ pointer: "/categoryId", code: "archived_category" }],
    });
  });

  it("keeps a category that was led on, where that is what is sent", async () => {
    const { ledger } = opened();
    const { id } = await ledger.transactions.create({ ...coffee, categoryId: "funn" });
    await ledger.categories.delete({ id: "funn", moveTo: "gift" });
    const [before] = (await ledger.transactions.list()).items;
    expect(await ledger.transactions.update({ id, categoryId: "gift" })).toEqual(before);
  });

  it("loses neither of two changes of different members at once", async () => {
    const world = opened();
    const { id } = await world.ledger.transactions.create(coffee);
    let raced = false;
    const racing = world.over({
      async commit(...given) {
        if (!raced) {
          raced = true;
          await world.ledger.transactions.update({ id, amount: 5, date: "2026-04-01" });
        }
        await world.store.commit(...given);
      },
    });
    expect(await racing.transactions.update({ id, type: "income" })).toMatchObject({
      amount: 5,
      date: "2026-04-01",
      type: "income",
      version: 3,
    });
    await verified(world);
  });
});

describe("deleting a transaction", () => {
  it("leaves word of it: 30 days, or for good where a bank file could bring it back", async () => {
    const { ledger, store } = opened();
    const { id } = await ledger.transactions.create(coffee);
    await ledger.transactions.delete({ id });
    expect(await store.getTransaction("me", id)).toMatchObject({
      kind: "gone",
      version: 2,
      expires: NOON / 1000 + 30 * 86_400,
    });

    await ledger.imports.create({ file: new Blob(["Date,Description,Amount\n2026-03-05,Coffee,-4.10\n"]) });
    const [imported] = (await ledger.transactions.list()).items;
    await ledger.transactions.delete({ id: imported?.id as string });
    expect(await store.getTransaction("me", imported?.id as string)).toMatchObject({ kind: "gone", expires: null });
  });

  it("makes way for a change that came first", async () => {
    const world = opened();
    const { id } = await world.ledger.transactions.create(coffee);
    let raced = false;
    const racing = world.over({
      async commit(...given) {
        if (!raced) {
          raced = true;
          await world.ledger.transactions.update({ id, amount: 5, date: "2026-04-01" });
        }
        await world.store.commit(...given);
      },
    });
    const { undo } = await racing.transactions.delete({ id });
    await verified(world);
    await world.ledger.undo({ undoId: undo });
    expect(await world.ledger.transactions.get({ id })).toMatchObject({ amount: 5, date: "2026-04-01" });
    await verified(world);
  });
});

describe("a long call", () => {
  it("lets others have their turn, and ends where its caller has given up", async () => {
    const { ledger, clock, over } = opened();
    await ledger.transactions.create(coffee);
    const controller = new AbortController();
    let now = NOON;
    let turns = 0;
    clock.now = () => {
      now += 5;
      return now;
    };
    clock.sleep = async () => void (turns += 1);
    await ledger.maintenance.verify();
    expect(turns).toBeGreaterThan(0);
    const slow = over({
      async listMonths() {
        controller.abort();
        return [];
      },
    });
    await expect(slow.maintenance.verify(undefined, { signal: controller.signal })).rejects.toMatchObject({
      code: "aborted",
    });
  });
});
