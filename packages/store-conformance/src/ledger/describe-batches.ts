import type { Ledger } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { expectFaults } from "./expect-faults.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const id = "20260305-0123456789abcdef";
const key = { idempotencyKey: "9b7c-batch" };

const three = async (ledger: Ledger) => {
  const [first, second, third] = await Promise.all(
    ["First", "Second", "Third"].map((description) => ledger.transactions.create({ ...coffee, description })),
  );
  if (first === undefined || second === undefined || third === undefined) throw new Error("Three were made.");
  return [first, second, third] as const;
};

const descriptions = async (ledger: Ledger) =>
  (await ledger.transactions.list()).items.map(({ description }) => description).sort();

export function describeBatches({ user, restart }: Scene): void {
  describe("a batch", () => {
    it("creates, changes and deletes in one go, and answers each list in the order asked", async () => {
      const ledger = await user();
      const [first, second, third] = await three(ledger);
      const answer = await ledger.transactions.batch({
        create: [
          { ...coffee, id, description: "New" },
          { ...coffee, description: "Newer" },
        ],
        update: [
          { id: second.id, date: "2026-05-01" },
          { id: first.id, version: 1, amount: 1 },
        ],
        delete: [{ id: third.id, version: 1 }],
      });
      expect(answer.created.map(({ description }) => description)).toStrictEqual(["New", "Newer"]);
      expect(answer.updated).toMatchObject([
        { id: second.id, date: "2026-05-01", version: 2 },
        { id: first.id, amount: 1, version: 2 },
      ]);
      expect(answer.deleted).toStrictEqual([third.id]);
      expect(await descriptions(ledger)).toStrictEqual(["First", "New", "Newer", "Second"]);
    });

    it("is taken back whole", async () => {
      const ledger = await user();
      const [first, second, third] = await three(ledger);
      const months = await ledger.reports.months({ from: "2026-03", to: "2026-05" });
      const { undo, created } = await ledger.transactions.batch({
        create: Array.from({ length: 60 }, () => coffee),
        update: [
          { id: first.id, date: "2026-05-01" },
          { id: second.id, amount: 1 },
        ],
        delete: [{ id: third.id }],
      });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 63, kept: [] });
      expect(await ledger.reports.months({ from: "2026-03", to: "2026-05" })).toStrictEqual(months);
      for (const before of [first, second, third]) {
        const { version, updatedAt, ...back } = await ledger.transactions.get({ id: before.id });
        expect({ ...before, version, updatedAt }).toStrictEqual({ ...back, version, updatedAt });
      }
      await expectRefusal(ledger.transactions.get({ id: String(created[0]?.id) }), "not_found");
    });

    it("leaves, when it is taken back, what was changed since, and says so", async () => {
      const ledger = await user();
      const [first, second] = await three(ledger);
      const { undo } = await ledger.transactions.batch({
        update: [
          { id: first.id, amount: 1 },
          { id: second.id, amount: 2 },
        ],
      });
      await ledger.transactions.update({ id: first.id, note: "mine" });
      expect(await ledger.undo({ undoId: undo })).toStrictEqual({ restored: 1, kept: [first.id] });
      expect((await ledger.transactions.get({ id: first.id })).amount).toBe(1);
      expect((await ledger.transactions.get({ id: second.id })).amount).toBe(410);
    });

    it("does nothing at all when one of its changes can't be made", async () => {
      const ledger = await user();
      const [first, second] = await three(ledger);
      const create = [{ ...coffee, description: "New" }];
      const refusals = [
        [{ create, update: [{ id: first.id, version: 2, amount: 1 }] }, "version_mismatch"],
        [{ create, delete: [{ id: second.id, version: 3 }] }, "version_mismatch"],
        [{ create, delete: [{ id }] }, "not_found"],
        [{ create: [...create, { ...coffee, id: first.id }] }, "id_taken"],
        [{ create: [...create, { ...coffee, categoryId: "zzzz" }] }, "invalid_request"],
        [
          { create: [...create, ...Array.from({ length: 15 }, () => ({ ...coffee, amount: 1_000_000_000_000 }))] },
          "amount_overflow",
        ],
      ] as const;
      for (const [batch, code] of refusals) await expectRefusal(ledger.transactions.batch(batch), code);
      expect(await descriptions(ledger)).toStrictEqual(["First", "Second", "Third"]);
    });

    it("names what can't be changed, and shows it as it is now", async () => {
      const ledger = await user();
      const [first, second] = await three(ledger);
      const changed = await ledger.transactions.update({ id: second.id, amount: 7 });
      const refusal = await expectRefusal(
        ledger.transactions.batch({
          update: [
            { id: first.id, amount: 1 },
            { id: second.id, version: 1, amount: 1 },
          ],
        }),
        "version_mismatch",
      );
      expect(refusal.errors?.map(({ pointer }) => pointer)).toStrictEqual(["/update/1/version"]);
      expect(refusal.current).toStrictEqual([changed]);
    });

    it("takes an id once", async () => {
      const ledger = await user();
      const [first] = await three(ledger);
      await expectFaults(
        ledger.transactions.batch({ update: [{ id: first.id, amount: 1 }], delete: [{ id: first.id }] }),
        {
          "/delete/0/id": "repeated",
        },
      );
      await expectFaults(
        ledger.transactions.batch({
          create: [
            { ...coffee, id },
            { ...coffee, id },
          ],
        }),
        {
          "/create/1/id": "repeated",
        },
      );
    });

    it("names each fault by its place", async () => {
      const ledger = await user();
      await expectFaults(
        ledger.transactions.batch({
          create: [coffee, { ...coffee, amount: 0 }],
          update: [{ id: "20260305-zzzzzzzzzzzzzzzz", date: "2026-02-30" }],
        }),
        { "/create/1/amount": "too_small", "/update/0/date": "no_such_date" },
      );
    });

    it("may weigh 80: a create or edit 1, a deletion 2, a change of date 3, each month 1", async () => {
      const ledger = await user();
      const creates = (count: number) => ({ create: Array.from({ length: count }, () => coffee) });
      await expectRefusal(ledger.transactions.batch(creates(80)), "batch_too_large");
      const { created } = await ledger.transactions.batch(creates(79));
      const ids = created.map((each) => ({ id: each.id }));
      await expectRefusal(ledger.transactions.batch({ delete: ids.slice(0, 40) }), "batch_too_large");
      await expectRefusal(
        ledger.transactions.batch({ update: ids.slice(0, 27).map((each) => ({ ...each, date: "2026-03-06" })) }),
        "batch_too_large",
      );
      await ledger.transactions.batch({ update: ids.slice(0, 26).map((each) => ({ ...each, date: "2026-04-06" })) });
      await ledger.transactions.batch({ delete: ids.slice(26, 65) });
      expect((await ledger.transactions.totals()).count).toBe(40);
    });

    it("has its effect once for a key, after a restart as well", async () => {
      const ledger = await user();
      const [first] = await three(ledger);
      const batch = { create: [coffee], update: [{ id: first.id, amount: 1 }] };
      const answer = await ledger.transactions.batch(batch, key);
      expect(await ledger.transactions.batch(batch, key)).toStrictEqual(answer);
      await restart();
      expect(await ledger.transactions.batch(batch, key)).toStrictEqual(answer);
      await expectRefusal(ledger.transactions.batch({ create: [coffee] }, key), "idempotency_key_reused");
      expect((await ledger.transactions.totals()).count).toBe(4);
    });

    it("may change nothing", async () => {
      const ledger = await user();
      const [first] = await three(ledger);
      const answer = await ledger.transactions.batch({ update: [{ id: first.id, amount: 410 }] });
      expect(answer.updated).toStrictEqual([first]);
      expect(await ledger.transactions.batch({})).toMatchObject({ created: [], updated: [], deleted: [] });
    });

    it("sees no transaction of another user", async () => {
      const [ledger, other] = [await user(), await user()];
      const [first] = await three(ledger);
      await expectRefusal(other.transactions.batch({ delete: [{ id: first.id }] }), "not_found");
    });
  });
}
