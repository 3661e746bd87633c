import { describe, expect, it } from "vitest";
import { bankFile } from "./bank-file.ts";
import { expectRefusal } from "./expect-refusal.ts";
import type { Scene } from "./scene.ts";

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" } as const;
const id = "20260305-0123456789abcdef";
const key = { idempotencyKey: "3f1d8a52-retry" };
const statement = () => bankFile("2026-03-05,Coffee,-4.10", "2026-03-06,Tea,-5.20");

export function describeRetries({ user, restart }: Scene): void {
  describe("sending a create with an id again", () => {
    it("answers the same record and makes no second one", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create({ ...coffee, id });
      expect(await ledger.transactions.create({ ...coffee, id })).toStrictEqual(created);
      expect(await ledger.transactions.create({ id, ...coffee, categoryId: null, note: " ", tags: [] })).toStrictEqual(
        created,
      );
      expect((await ledger.transactions.list()).items).toStrictEqual([created]);
    });

    it("answers the record as it is now, wherever it was moved", async () => {
      const ledger = await user();
      await ledger.transactions.create({ ...coffee, id });
      const changed = await ledger.transactions.update({ id, date: "2026-04-05", amount: 1 });
      expect(await ledger.transactions.create({ ...coffee, id })).toStrictEqual(changed);
      expect((await ledger.transactions.list()).items).toStrictEqual([changed]);
    });

    it("is refused with other content", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create({ ...coffee, id });
      await expectRefusal(ledger.transactions.create({ ...coffee, id, amount: 411 }), "id_taken");
      await expectRefusal(ledger.transactions.create({ ...coffee, id, tags: ["new"] }), "id_taken");
      expect(await ledger.transactions.get({ id })).toStrictEqual(created);
    });

    it("is refused once the record is deleted, moved before or not", async () => {
      const ledger = await user();
      await ledger.transactions.create({ ...coffee, id });
      await ledger.transactions.update({ id, date: "2026-04-05" });
      const { undo } = await ledger.transactions.delete({ id });
      await expectRefusal(ledger.transactions.create({ ...coffee, id }), "deleted");
      await ledger.undo({ undoId: undo });
      expect((await ledger.transactions.create({ ...coffee, id })).date).toBe("2026-04-05");
    });

    it("makes one record when all are sent at once", async () => {
      const ledger = await user();
      const answers = await Promise.all(Array.from({ length: 6 }, () => ledger.transactions.create({ ...coffee, id })));
      for (const answer of answers) expect(answer).toStrictEqual(answers[0]);
      expect((await ledger.transactions.list()).items).toHaveLength(1);
    });

    it("lets one content win when several are sent at once", async () => {
      const ledger = await user();
      const outcomes = await Promise.allSettled(
        [1, 2, 3, 4].map((amount) => ledger.transactions.create({ ...coffee, id, amount })),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") await expectRefusal(Promise.reject(outcome.reason), "id_taken");
      }
    });

    it("concerns one user alone", async () => {
      const [ledger, other] = [await user(), await user()];
      await ledger.transactions.create({ ...coffee, id });
      expect((await other.transactions.create({ ...coffee, id, amount: 7 })).amount).toBe(7);
      expect((await ledger.transactions.get({ id })).amount).toBe(410);
    });

    it("is known after a restart", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create({ ...coffee, id });
      await restart();
      expect(await ledger.transactions.create({ ...coffee, id })).toStrictEqual(created);
      await expectRefusal(ledger.transactions.create({ ...coffee, id, amount: 1 }), "id_taken");
    });
  });

  describe("sending a request with the same idempotency key again", () => {
    it("creates one transaction and answers it", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee, key);
      expect(await ledger.transactions.create(coffee, key)).toStrictEqual(created);
      expect((await ledger.transactions.list()).items).toStrictEqual([created]);
    });

    it("answers the record as it is now", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee, key);
      const changed = await ledger.transactions.update({ id: created.id, amount: 1 });
      expect(await ledger.transactions.create(coffee, key)).toStrictEqual(changed);
    });

    it("doesn't bring back what was deleted meanwhile", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee, key);
      await ledger.transactions.delete({ id: created.id });
      await expectRefusal(ledger.transactions.create(coffee, key), "deleted");
      expect((await ledger.transactions.list()).items).toStrictEqual([]);
    });

    it("is refused with other content", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee, key);
      await expectRefusal(ledger.transactions.create({ ...coffee, amount: 1 }, key), "idempotency_key_reused");
      expect((await ledger.transactions.list()).items).toStrictEqual([created]);
    });

    it("has one effect when all are sent at once", async () => {
      const ledger = await user();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, () => ledger.transactions.create(coffee, key)),
      );
      const { items } = await ledger.transactions.list();
      expect(items).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "fulfilled") expect(outcome.value).toStrictEqual(items[0]);
        else await expectRefusal(Promise.reject(outcome.reason), "request_in_progress");
      }
    });

    it("changes once, even where ifVersion no longer fits", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      const options = { ...key, ifVersion: 1 };
      const changed = await ledger.transactions.update({ id, amount: 1 }, options);
      expect(await ledger.transactions.update({ id, amount: 1 }, options)).toStrictEqual(changed);
      const later = await ledger.transactions.update({ id, amount: 2 });
      expect(await ledger.transactions.update({ id, amount: 1 }, options)).toStrictEqual(later);
      await expectRefusal(ledger.transactions.update({ id, amount: 3 }, options), "idempotency_key_reused");
    });

    it("deletes once and answers the same undo", async () => {
      const ledger = await user();
      const { id } = await ledger.transactions.create(coffee);
      const deleted = await ledger.transactions.delete({ id }, key);
      expect(await ledger.transactions.delete({ id }, key)).toStrictEqual(deleted);
      await ledger.undo({ undoId: deleted.undo });
      expect(await ledger.transactions.delete({ id }, key)).toStrictEqual(deleted);
      expect((await ledger.transactions.get({ id })).id).toBe(id);
    });

    it("makes, changes and deletes a category once", async () => {
      const ledger = await user();
      const pets = await ledger.categories.create({ name: "Pets", type: "expense" }, key);
      expect(await ledger.categories.create({ name: "Pets", type: "expense" }, key)).toStrictEqual(pets);
      const changed = await ledger.categories.update({ id: pets.id, color: 3 }, key);
      expect(await ledger.categories.update({ id: pets.id, color: 3 }, key)).toStrictEqual(changed);
      const deleted = await ledger.categories.delete({ id: pets.id }, key);
      expect(await ledger.categories.delete({ id: pets.id }, key)).toStrictEqual(deleted);
    });

    it("changes settings once", async () => {
      const ledger = await user();
      const changed = await ledger.settings.update({ weekStart: 1 }, key);
      await ledger.settings.update({ weekStart: 2 });
      expect(await ledger.settings.update({ weekStart: 1 }, key)).toStrictEqual({
        ...changed,
        weekStart: 2,
        version: 3,
      });
    });

    it("imports once and answers the same import", async () => {
      const ledger = await user();
      const imported = await ledger.imports.create({ file: statement() }, key);
      expect(await ledger.imports.create({ file: statement() }, key)).toStrictEqual(imported);
      expect((await ledger.imports.list()).items).toStrictEqual([imported]);
      await expectRefusal(
        ledger.imports.create({ file: bankFile("2026-03-05,Water,-4.10") }, key),
        "idempotency_key_reused",
      );
    });

    it("is known after a restart", async () => {
      const ledger = await user();
      const created = await ledger.transactions.create(coffee, key);
      await restart();
      expect(await ledger.transactions.create(coffee, key)).toStrictEqual(created);
      await expectRefusal(ledger.transactions.create({ ...coffee, amount: 1 }, key), "idempotency_key_reused");
      expect((await ledger.transactions.list()).items).toStrictEqual([created]);
    });

    it("may follow a request that was refused before it had any effect", async () => {
      const ledger = await user();
      await expectRefusal(ledger.transactions.create({ ...coffee, amount: 0 }, key), "invalid_request");
      await expectRefusal(ledger.transactions.create({ ...coffee, categoryId: "zzzz" }, key), "invalid_request");
      expect((await ledger.transactions.create(coffee, key)).amount).toBe(410);
    });

    it("concerns one operation on one record of one user", async () => {
      const [ledger, other] = [await user(), await user()];
      const first = await ledger.transactions.create(coffee, key);
      const second = await ledger.transactions.create(coffee);
      const theirs = await other.transactions.create({ ...coffee, amount: 7 }, key);
      expect(theirs.amount).toBe(7);
      expect((await ledger.transactions.update({ id: first.id, amount: 1 }, key)).amount).toBe(1);
      expect((await ledger.transactions.update({ id: second.id, amount: 2 }, key)).amount).toBe(2);
      expect((await ledger.categories.create({ name: "Pets", type: "expense" }, key)).name).toBe("Pets");
    });

    it("is refused with a key that isn't 1 to 255 visible ASCII characters", async () => {
      const ledger = await user();
      for (const idempotencyKey of ["", "with space", "ta\tb", "ümlaut", "k".repeat(256)]) {
        const about = JSON.stringify(idempotencyKey);
        await expectRefusal(ledger.transactions.create(coffee, { idempotencyKey }), "invalid_idempotency_key", about);
      }
      expect((await ledger.transactions.list()).items).toStrictEqual([]);
    });

    it("takes a key of 255 characters and of any visible ones", async () => {
      const ledger = await user();
      await ledger.transactions.create(coffee, { idempotencyKey: "k".repeat(255) });
      const { id } = await ledger.transactions.create(coffee, { idempotencyKey: 'a,b;c="d"/\\~!{}\'' });
      expect((await ledger.transactions.create(coffee, { idempotencyKey: 'a,b;c="d"/\\~!{}\'' })).id).toBe(id);
    });
  });
}
