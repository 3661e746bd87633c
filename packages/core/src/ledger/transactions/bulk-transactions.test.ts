import type { TransactionBulk } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";

const key = { idempotencyKey: "key-1" };

/** A ledger of `count` transactions in one category, over any store made from a plain one. */
async function ledgerOf(count: number) {
  const { store, ids, hash } = fixedContext();
  const world = { store, ids, hash, clock: { now: () => NOON, dateIn: () => "2026-11-22", sleep: async () => {} } };
  const farthing = createFarthing(world);
  const ledger = farthing.ledger("me");
  for (let number = 1; number <= count; number += 1) {
    const date = `2026-${String((number % 3) + 1).padStart(2, "0")}-05`;
    const description = `Row ${number}`;
    await ledger.transactions.create({ date, type: "expense", amount: number, description, categoryId: "groc" });
  }
  const over = (changed: Partial<LedgerStore>) =>
    createFarthing({ ...world, store: { ...store, ...changed } }).ledger("me");
  const bulk = (input: TransactionBulk) =>
    farthing.perform({ ledger: "me", operation: "transactions.bulk", input, options: key });
  return { ledger, store, clock: world.clock, over, bulk };
}

describe("a change of all that is found", () => {
  it("changes each, and can be taken back whole", async () => {
    const { ledger } = await ledgerOf(60);
    const before = (await ledger.transactions.list({ limit: 500 })).items;
    const { undo, ...rest } = await ledger.transactions.bulk({
      filter: { categoryId: "groc", from: "2026-02-01" },
      set: { categoryId: "eato", date: "2026-01-31", tags: ["moved"] },
      expect: 40,
    });
    expect(rest).toEqual({ state: "done", found: 40, changed: 40 });
    expect((await ledger.transactions.list({ tag: "moved", categoryId: "eato", limit: 500 })).items).toHaveLength(40);
    expect((await ledger.maintenance.verify()).differences).toEqual([]);

    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 40, kept: [] });
    const after = (await ledger.transactions.list({ limit: 500 })).items;
    const content = ({ version: _version, updatedAt: _updatedAt, ...each }: (typeof after)[number]) => each;
    expect(after.map(content)).toEqual(before.map(content));
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("changes nothing where another number was expected", async () => {
    const { ledger } = await ledgerOf(3);
    const set = { account: "Cash" };
    await expect(ledger.transactions.bulk({ filter: {}, set, expect: 2 })).rejects.toMatchObject({
      code: "plan_changed",
    });
    expect((await ledger.transactions.list({ account: "Cash" })).items).toEqual([]);
  });

  it("is told what to do in one way, with a category that takes transactions", async () => {
    const { ledger } = await ledgerOf(1);
    await ledger.categories.update({ id: "eato", archived: true });
    const set = { account: "Cash" };
    for (const [input, pointer, code] of [
      [{}, "/set", "one_of"],
      [{ set, delete: true as const }, "/set", "one_of"],
      [{ set: { categoryId: "eato" } }, "/set/categoryId", "archived_category"],
      [{ set: { categoryId: "zzzz" } }, "/set/categoryId", "unknown_category"],
    ] as const) {
      await expect(ledger.transactions.bulk({ filter: {}, expect: 1, ...input })).rejects.toMatchObject({
        errors: [{ pointer, code }],
      });
    }
    expect((await ledger.transactions.list()).items).toMatchObject([{ version: 1 }]);
  });

  it("answers a repeat with the same key, also once its category takes no more transactions", async () => {
    const { ledger, bulk } = await ledgerOf(3);
    const input: TransactionBulk = { filter: { categoryId: "groc" }, set: { categoryId: "eato" }, expect: 3 };
    const first = await bulk(input);
    await ledger.categories.update({ id: "eato", archived: true });
    expect(await bulk(input)).toEqual({ value: first.value, replayed: true });
    await ledger.categories.delete({ id: "eato", moveTo: "none" });
    expect(await bulk(input)).toEqual({ value: first.value, replayed: true });
    await expect(bulk({ ...input, expect: 4 })).rejects.toMatchObject({ code: "idempotency_key_reused" });
  });

  it("goes on with the same key where it was interrupted, once a minute has passed", async () => {
    const { ledger, store, clock, over, bulk } = await ledgerOf(60);
    const input: TransactionBulk = { filter: { categoryId: "groc" }, delete: true, expect: 60 };
    let commits = 0;
    const failing = over({
      async commit(...given) {
        commits += 1;
        if (commits === 3) throw new Error("The power failed.");
        await store.commit(...given);
      },
    });
    await expect(failing.transactions.bulk(input, key)).rejects.toThrow("The power failed.");
    expect((await ledger.transactions.totals()).count).toBeGreaterThan(0);
    await expect(bulk(input)).rejects.toMatchObject({ code: "request_in_progress" });
    clock.now = () => NOON + 60_000;
    const { value } = await bulk(input);
    expect(value).toMatchObject({ state: "done", found: 60, changed: 60 });
    expect((await ledger.transactions.totals()).count).toBe(0);
    const { undo } = value as { undo: string };
    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 60, kept: [] });
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("leaves alone what no longer matches at the moment of its change", async () => {
    const { ledger, store, over } = await ledgerOf(5);
    const [first, second] = (await ledger.transactions.list()).items;
    if (first === undefined || second === undefined) throw new Error("There are five.");
    let raced = false;
    const racing = over({
      async commit(name, changes) {
        if (!raced && changes.some((change) => change.op === "put" && change.record.kind === "transaction")) {
          raced = true;
          await ledger.transactions.update({ id: first.id, categoryId: "tran" });
          await ledger.transactions.update({ id: second.id, note: "still" });
        }
        await store.commit(name, changes);
      },
    });
    const set = { categoryId: "eato" };
    const answer = await racing.transactions.bulk({ filter: { categoryId: "groc" }, set, expect: 5 });
    expect(answer).toMatchObject({ state: "done", found: 5, changed: 4 });
    expect(await ledger.transactions.get({ id: first.id })).toMatchObject({ categoryId: "tran" });
    expect(await ledger.transactions.get({ id: second.id })).toMatchObject({ categoryId: "eato", note: "still" });
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });
});
