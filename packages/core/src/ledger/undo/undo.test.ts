import type { Ledger, Transaction, TransactionBatch } from "@farthing/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";

const DAYS_30 = 30 * 24 * 60 * 60 * 1000;

function opened() {
  const { store, ids, hash } = fixedContext();
  const clock = { now: () => NOON, dateIn: () => "2026-11-22", sleep: async () => {} };
  const over = (changed: Partial<LedgerStore>) =>
    createFarthing({ store: { ...store, ...changed }, ids, hash, clock }).ledger("me");
  return { ledger: over({}), store, clock, over };
}

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const make = async (ledger: Ledger, name: string) => (await ledger.categories.create({ name, type: "expense" })).id;
const all = async (ledger: Ledger) => (await ledger.transactions.list({ limit: 500 })).items;
const content = ({ version: _version, updatedAt: _updatedAt, ...rest }: Transaction) => rest;

describe("taking a deletion back", () => {
  it("puts the transaction back two versions on: the deletion was one of them", async () => {
    const { ledger } = opened();
    const { id } = await ledger.transactions.create(coffee);
    const { undo } = await ledger.transactions.delete({ id });
    await ledger.undo({ undoId: undo });
    expect(await ledger.transactions.get({ id })).toMatchObject({ ...coffee, version: 3 });
  });

  it("is possible for 30 days and no longer", async () => {
    const { ledger, clock } = opened();
    const { id } = await ledger.transactions.create(coffee);
    const { undo } = await ledger.transactions.delete({ id });
    clock.now = () => NOON + DAYS_30;
    await expect(ledger.undo({ undoId: undo })).rejects.toMatchObject({ code: "not_found" });
    clock.now = () => NOON + DAYS_30 - 1;
    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 1, kept: [] });
  });

  it("belongs to its ledger", async () => {
    const { store } = opened();
    const { ids, hash, clock } = fixedContext();
    const farthing = createFarthing({ store, ids, hash, clock });
    const [mine, yours] = [farthing.ledger("me"), farthing.ledger("you")];
    const { id } = await mine.transactions.create(coffee);
    const { undo } = await mine.transactions.delete({ id });
    await expect(yours.undo({ undoId: undo })).rejects.toMatchObject({ code: "not_found" });
  });

  it("answers the same each time, and has its effect once, also where calls race", async () => {
    const { ledger } = opened();
    const { id } = await ledger.transactions.create(coffee);
    const { undo } = await ledger.transactions.delete({ id });
    const answers = await Promise.all([1, 2, 3].map(() => ledger.undo({ undoId: undo })));
    expect(answers).toEqual(Array(3).fill({ restored: 1, kept: [] }));
    expect((await ledger.transactions.get({ id })).version).toBe(3);
  });

  it("loses to a deletion that comes in between", async () => {
    const { ledger } = opened();
    const { id } = await ledger.transactions.create(coffee);
    const first = await ledger.transactions.delete({ id });
    await ledger.undo({ undoId: first.undo });
    await ledger.transactions.delete({ id });
    expect(await ledger.undo({ undoId: first.undo })).toEqual({ restored: 1, kept: [] });
    await expect(ledger.transactions.get({ id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is refused where the month has no more room", async () => {
    const { ledger } = opened();
    const large = { ...coffee, amount: 1_000_000_000_000 };
    const { id } = await ledger.transactions.create(large);
    const { undo } = await ledger.transactions.delete({ id });
    for (let count = 0; count < 15; count += 1) await ledger.transactions.create(large);
    await expect(ledger.undo({ undoId: undo })).rejects.toMatchObject({ code: "amount_overflow" });
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });
});

describe("taking the deletion of a category back", () => {
  it("brings it back one version on, with the categories that had led to it", async () => {
    const { ledger } = opened();
    const [first, second, third] = [
      await make(ledger, "First"),
      await make(ledger, "Second"),
      await make(ledger, "Third"),
    ];
    const { id } = await ledger.transactions.create({ ...coffee, categoryId: first });
    await ledger.categories.delete({ id: first, moveTo: second });
    const { undo } = await ledger.categories.delete({ id: second, moveTo: third });
    expect((await ledger.transactions.get({ id })).categoryId).toBe(third);
    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 1, kept: [] });
    expect((await ledger.transactions.get({ id })).categoryId).toBe(second);
    expect(await ledger.categories.get({ id: second })).toMatchObject({ name: "Second", version: 2 });
  });

  it("brings them back from wherever they lead by now", async () => {
    const { ledger } = opened();
    const [first, second, third] = [
      await make(ledger, "First"),
      await make(ledger, "Second"),
      await make(ledger, "Third"),
    ];
    const { id } = await ledger.transactions.create({ ...coffee, categoryId: first });
    await ledger.categories.delete({ id: first, moveTo: second });
    const { undo } = await ledger.categories.delete({ id: second, moveTo: third });
    await ledger.categories.delete({ id: third, moveTo: "none" });
    await ledger.undo({ undoId: undo });
    expect((await ledger.transactions.get({ id })).categoryId).toBe(second);
  });

  it("leaves alone what has been brought back itself meanwhile", async () => {
    const { ledger } = opened();
    const [first, second] = [await make(ledger, "First"), await make(ledger, "Second")];
    const { id } = await ledger.transactions.create({ ...coffee, categoryId: first });
    const earlier = await ledger.categories.delete({ id: first, moveTo: second });
    const later = await ledger.categories.delete({ id: second, moveTo: "none" });
    await ledger.undo({ undoId: earlier.undo });
    await ledger.undo({ undoId: later.undo });
    expect((await ledger.transactions.get({ id })).categoryId).toBe(first);
  });

  it("leaves alone what leads elsewhere by now", async () => {
    const { ledger } = opened();
    const [first, second, third] = [
      await make(ledger, "First"),
      await make(ledger, "Second"),
      await make(ledger, "Third"),
    ];
    const { id } = await ledger.transactions.create({ ...coffee, categoryId: first });
    const earlier = await ledger.categories.delete({ id: first, moveTo: second });
    const later = await ledger.categories.delete({ id: second, moveTo: "none" });
    await ledger.undo({ undoId: earlier.undo });
    await ledger.categories.delete({ id: first, moveTo: third });
    await ledger.undo({ undoId: later.undo });
    expect((await ledger.transactions.get({ id })).categoryId).toBe(third);
  });

  it("is kept from it where its name is taken, apart from case and accents, or there is no room", async () => {
    const { ledger } = opened();
    const cafe = await make(ledger, "Caf\u00e9");
    const { undo } = await ledger.categories.delete({ id: cafe });
    await make(ledger, "CAFE");
    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 0, kept: [cafe] });

    const pets = await make(ledger, "Pets");
    const other = await ledger.categories.delete({ id: pets });
    const count = (await ledger.categories.list()).items.length;
    for (let number = count; number < 200; number += 1) await make(ledger, `Category ${number}`);
    expect(await ledger.undo({ undoId: other.undo })).toEqual({ restored: 0, kept: [pets] });
    expect((await ledger.categories.list()).items).toHaveLength(200);
  });

  it("doesn't bring back a category that was deleted once more", async () => {
    const { ledger } = opened();
    const pets = await make(ledger, "Pets");
    const first = await ledger.categories.delete({ id: pets });
    await ledger.undo({ undoId: first.undo });
    await ledger.categories.delete({ id: pets });
    await ledger.undo({ undoId: first.undo });
    await expect(ledger.categories.get({ id: pets })).rejects.toMatchObject({ code: "not_found" });
  });

  it("makes no second category of the name where another is made at the very moment", async () => {
    const { ledger, store, over } = opened();
    const pets = await make(ledger, "Pets");
    const { undo } = await ledger.categories.delete({ id: pets });
    let raced = false;
    const racing = over({
      async commit(...given) {
        if (!raced) {
          raced = true;
          await make(ledger, "pets");
        }
        await store.commit(...given);
      },
    });
    expect(await racing.undo({ undoId: undo })).toEqual({ restored: 0, kept: [pets] });
  });
});

describe("taking a batch back", () => {
  it("leaves what was changed since, and lists it", async () => {
    const { ledger } = opened();
    const [one, other] = [await ledger.transactions.create(coffee), await ledger.transactions.create(coffee)];
    const { undo, created } = await ledger.transactions.batch({
      create: [{ ...coffee, description: "Tea" }],
      update: [{ id: one.id, amount: 1 }],
      delete: [{ id: other.id }],
    });
    await ledger.transactions.update({ id: one.id, note: "mine" });
    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 2, kept: [one.id] });
    expect((await all(ledger)).map(({ id, amount }) => [id, amount])).toEqual(
      expect.arrayContaining([
        [one.id, 1],
        [other.id, 410],
      ]),
    );
    await expect(ledger.transactions.get({ id: created[0]?.id as string })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("leaves the ledger as it was, whatever the batch did", async () => {
    const new_ = fc.record({
      date: fc.constantFrom("2026-01-31", "2026-02-01", "2026-12-31"),
      type: fc.constantFrom("income" as const, "expense" as const),
      amount: fc.integer({ min: 1, max: 1_000 }),
      description: fc.constantFrom("Coffee", "Tea"),
      categoryId: fc.constantFrom("groc", "eato", null),
    });
    const change = fc.record({
      row: fc.nat({ max: 4 }),
      set: fc.option(
        fc.record(
          {
            date: new_.map(({ date }) => date),
            note: fc.constantFrom("", "hot"),
            amount: fc.integer({ min: 1, max: 9 }),
          },
          { requiredKeys: [] },
        ),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(new_, { minLength: 5, maxLength: 5 }),
        fc.array(new_, { maxLength: 4 }),
        fc.uniqueArray(change, { maxLength: 5, selector: ({ row }) => row }),
        async (rows, create, changes) => {
          const { ledger } = opened();
          for (const row of rows) await ledger.transactions.create(row);
          const before = await all(ledger);
          const idOf = (row: number) => before[row]?.id as string;
          const batch: TransactionBatch = {
            create,
            update: changes.flatMap(({ row, set }) => (set === null ? [] : [{ id: idOf(row), ...set }])),
            delete: changes.flatMap(({ row, set }) => (set === null ? [{ id: idOf(row) }] : [])),
          };
          const { undo } = await ledger.transactions.batch(batch);
          expect((await ledger.maintenance.verify()).differences).toEqual([]);
          expect((await ledger.undo({ undoId: undo })).kept).toEqual([]);
          expect((await all(ledger)).map(content)).toEqual(before.map(content));
          expect((await ledger.maintenance.verify()).differences).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
