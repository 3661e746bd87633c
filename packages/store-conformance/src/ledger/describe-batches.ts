import type { Ledger, Transaction } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { listAll } from "./list-all.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const tea = { ...coffee, amount: 520, description: "Tea" } as const;
const nowhere = "20260305-0123456789abcdef";

const enter = async (ledger: Ledger, count: number) => {
  const { created } = await ledger.transactions.batch({
    create: Array.from({ length: count }, (_, index) => ({ ...coffee, amount: index + 1 })),
  });
  return created;
};

/** A transaction but for what every change moves on. */
const withoutVersion = ({ version: _version, updatedAt: _updated, ...rest }: Transaction) => rest;

const pointers = async (call: Promise<unknown>, code: "not_found" | "version_mismatch" | "id_taken") => {
  const { errors, current } = await expectRefusal(call, code);
  return { pointers: errors?.map(({ pointer }) => pointer), current };
};

export function describeBatches({ user, restart }: Scene): void {
  describe("a batch", () => {
    it("creates, changes and deletes in one go, and answers each list in the order it was asked", async () => {
      const ledger = await user();
      const [first, second, third, fourth] = await enter(ledger, 4);
      const result = await ledger.transactions.batch({
        create: [tea, { ...coffee, id: nowhere, date: "2026-03-05", tags: ["new"] }],
        update: [
          { id: second?.id as string, amount: 77, date: "2026-04-01" },
          { id: first?.id as string, version: 1 },
        ],
        delete: [{ id: fourth?.id as string, version: 1 }],
      });
      const { created, updated, deleted, undo } = result;
      expect(Object.keys(result).sort()).toStrictEqual(["created", "deleted", "undo", "updated"]);
      expect(undo).toMatch(/^[0-9A-Za-z._-]{1,64}$/);
      expect(created).toMatchObject([
        { ...tea, version: 1 },
        { id: nowhere, tags: ["new"], version: 1 },
      ]);
      expect(updated).toStrictEqual([
        { ...second, amount: 77, date: "2026-04-01", version: 2, updatedAt: updated[0]?.updatedAt },
        first,
      ]);
      expect(deleted).toStrictEqual([fourth?.id]);
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect([...(await listAll(ledger))].sort(byId)).toStrictEqual(
        [...created, ...updated, third as never].sort(byId),
      );
    });

    it("may be empty, and then there is nothing to take back", async () => {
      const ledger = await user();
      const { undo, ...result } = await ledger.transactions.batch({});
      expect(result).toStrictEqual({ created: [], updated: [], deleted: [] });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 0, kept: [] });
    });

    it("happens as a whole or not at all", async () => {
      const ledger = await user();
      const [first, second] = await enter(ledger, 2);
      const before = await listAll(ledger);
      const rest = { create: [tea], update: [{ id: first?.id as string, amount: 9 }] };
      const missing = await pointers(
        ledger.transactions.batch({ ...rest, delete: [{ id: second?.id as string }, { id: nowhere }] }),
        "not_found",
      );
      expect(missing.pointers).toStrictEqual(["/delete/1/id"]);
      const stale = await pointers(
        ledger.transactions.batch({ ...rest, delete: [{ id: second?.id as string, version: 3 }] }),
        "version_mismatch",
      );
      expect(stale).toStrictEqual({ pointers: ["/delete/0/version"], current: [second] });
      const taken = await pointers(
        ledger.transactions.batch({ create: [tea, { ...tea, id: first?.id }], delete: [{ id: second?.id as string }] }),
        "id_taken",
      );
      expect(taken.pointers).toStrictEqual(["/create/1/id"]);
      const large = { ...coffee, amount: 1_000_000_000_000 };
      const sixteen = Array.from({ length: 16 }, () => large);
      await expectRefusal(ledger.transactions.batch({ ...rest, create: sixteen }), "amount_overflow");
      expect(await listAll(ledger)).toStrictEqual(before);
    });

    it("names every fault by its place", async () => {
      const ledger = await user();
      const [first] = await enter(ledger, 1);
      const id = first?.id as string;
      const faulty = {
        create: [coffee, { ...coffee, amount: 0, colour: 1 }, { ...coffee, id: "20260101-0123456789abcdef" }],
        update: [
          { id: "x", amount: 5 },
          { id: nowhere, type: null, version: 0 },
        ],
        delete: [nowhere],
        more: 1,
      };
      await expectFaults(ledger.transactions.batch(faulty as never), {
        "/create/1/amount": "too_small",
        "/create/1/colour": "unknown_member",
        "/update/0/id": "invalid",
        "/update/1/type": "invalid",
        "/update/1/version": "too_small",
        "/delete/0": "wrong_type",
        "/more": "unknown_member",
      });
      await expectFaults(ledger.transactions.batch({ create: [{ ...coffee, id: "20260101-0123456789abcdef" }] }), {
        "/create/0/id": "other_date",
      });
      await expectFaults(
        ledger.transactions.batch({
          create: [{ ...coffee, categoryId: "zzzz" }],
          update: [{ id, categoryId: "yyyy" }],
        }),
        { "/create/0/categoryId": "unknown_category", "/update/0/categoryId": "unknown_category" },
      );
      expect(await listAll(ledger)).toStrictEqual([first]);
    });

    it("has an id in it once", async () => {
      const ledger = await user();
      const [first] = await enter(ledger, 1);
      const id = first?.id as string;
      await expectFaults(ledger.transactions.batch({ update: [{ id, amount: 5 }], delete: [{ id }] }), {
        "/delete/0/id": "repeated",
      });
      await expectFaults(
        ledger.transactions.batch({ create: [{ ...coffee, id: nowhere }], delete: [{ id: nowhere }] }),
        {
          "/delete/0/id": "repeated",
        },
      );
    });

    it("weighs at most 80: a create or edit 1, a deletion 2, a change of date 3, each month 1", async () => {
      const ledger = await user();
      const create = (count: number) => Array.from({ length: count }, () => coffee);
      const { created } = await ledger.transactions.batch({ create: create(79) });
      await expectRefusal(ledger.transactions.batch({ create: create(80) }), "batch_too_large");
      const twoMonths = [...create(77), { ...coffee, date: "2026-04-01" }];
      expect((await ledger.transactions.batch({ create: twoMonths })).created).toHaveLength(78);
      await expectRefusal(ledger.transactions.batch({ create: [...twoMonths, coffee] }), "batch_too_large");

      const ids = created.map(({ id }) => id);
      const move = (count: number) => ids.slice(0, count).map((id) => ({ id, date: "2026-05-01" }));
      await expectRefusal(ledger.transactions.batch({ update: move(27) }), "batch_too_large");
      expect((await ledger.transactions.batch({ update: move(26) })).updated).toHaveLength(26);
      const remove = (count: number) => ids.slice(30, 30 + count).map((id) => ({ id }));
      await expectRefusal(ledger.transactions.batch({ delete: remove(40) }), "batch_too_large");
      expect((await ledger.transactions.batch({ delete: remove(39) })).deleted).toHaveLength(39);
      expect((await ledger.transactions.totals()).count).toBe(79 + 78 - 39);
    });

    it("is one change to undo: the created go, the changed and the deleted are as before", async () => {
      const ledger = await user();
      const [first, second, third] = await enter(ledger, 3);
      const months = await ledger.reports.months({ from: "2026-03", to: "2026-07" });
      const { undo } = await ledger.transactions.batch({
        create: Array.from({ length: 60 }, () => tea),
        update: [
          { id: first?.id as string, amount: 99, date: "2026-07-01", categoryId: "groc" },
          { id: third?.id as string },
        ],
        delete: [{ id: second?.id as string }],
      });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 62, kept: [] });
      const after = [...(await listAll(ledger))].sort((a, b) => a.amount - b.amount);
      expect(after.map(withoutVersion)).toStrictEqual(
        [first, second, third].map((row) => withoutVersion(row as Transaction)),
      );
      expect(await ledger.reports.months({ from: "2026-03", to: "2026-07" })).toStrictEqual(months);
    });

    it("undone, leaves what was changed since and names it", async () => {
      const ledger = await user();
      const [first, second] = await enter(ledger, 2);
      const { created, undo } = await ledger.transactions.batch({
        create: [tea, coffee],
        update: [
          { id: first?.id as string, amount: 99 },
          { id: second?.id as string, amount: 98 },
        ],
      });
      const changed = await ledger.transactions.update({ id: first?.id as string, amount: 100 });
      const moved = await ledger.transactions.update({ id: created[0]?.id as string, account: "Card" });
      const { restored, kept } = await ledger.undo({ undoId: undo });
      expect([restored, [...kept].sort()]).toStrictEqual([2, [changed.id, moved.id].sort()]);
      expect(await ledger.transactions.get({ id: changed.id })).toStrictEqual(changed);
      expect(await ledger.transactions.get({ id: moved.id })).toStrictEqual(moved);
      await expectRefusal(ledger.transactions.get({ id: created[1]?.id as string }), "not_found");
      expect((await ledger.transactions.get({ id: second?.id as string })).amount).toBe(2);
    });

    it("sent again with the same key happens once and answers the records as they are now, after a restart too", async () => {
      const ledger = await user();
      const [first, second] = await enter(ledger, 2);
      const batch = {
        create: [tea],
        update: [{ id: first?.id as string, version: 1, amount: 9 }],
        delete: [{ id: second?.id as string }],
      };
      const key = { idempotencyKey: "batch-1" };
      const result = await ledger.transactions.batch(batch, key);
      expect(await ledger.transactions.batch(batch, key)).toStrictEqual(result);
      await restart();
      expect(await ledger.transactions.batch(batch, key)).toStrictEqual(result);
      const later = await ledger.transactions.update({ id: first?.id as string, note: "later" });
      expect(await ledger.transactions.batch(batch, key)).toStrictEqual({ ...result, updated: [later] });
      await expectRefusal(ledger.transactions.batch({ create: [coffee] }, key), "idempotency_key_reused");
      expect(await listAll(ledger)).toHaveLength(2);
    });

    it("reaches no other user's transactions", async () => {
      const [ledger, other] = [await user(), await user()];
      const [theirs] = await enter(other, 1);
      const id = theirs?.id as string;
      expect((await pointers(ledger.transactions.batch({ delete: [{ id }] }), "not_found")).pointers).toStrictEqual([
        "/delete/0/id",
      ]);
      expect(
        (await pointers(ledger.transactions.batch({ update: [{ id, amount: 1 }] }), "not_found")).pointers,
      ).toStrictEqual(["/update/0/id"]);
      expect(await other.transactions.get({ id })).toStrictEqual(theirs);
    });
  });
}
