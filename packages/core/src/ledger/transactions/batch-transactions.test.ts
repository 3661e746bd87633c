import type { NewTransaction, TransactionBatch } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext } from "../../../test/fixed-context.ts";
import { createFarthing } from "../../create-farthing.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";

const coffee: NewTransaction = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" };
const creates = (count: number, more: Partial<NewTransaction> = {}) =>
  Array.from({ length: count }, () => ({ ...coffee, ...more }));

function opened() {
  const { store, clock, ids, hash } = fixedContext();
  const farthing = (changed: Partial<LedgerStore>) =>
    createFarthing({ store: { ...store, ...changed }, clock, ids, hash });
  const ledger = farthing({}).ledger("me");
  const send = (input: TransactionBatch, idempotencyKey = "key-1") =>
    farthing({}).perform({ ledger: "me", operation: "transactions.batch", input, options: { idempotencyKey } });
  return { ledger, store, send, over: (changed: Partial<LedgerStore>) => farthing(changed).ledger("me") };
}

describe("a batch", () => {
  it("weighs at most 80: creates and edits 1, deletions 2, changes of date 3, months 1", async () => {
    const { ledger } = opened();
    const rows = (await ledger.transactions.batch({ create: creates(79) })).created;
    const ids = rows.map(({ id }) => id);
    const tooLarge = { code: "batch_too_large" };
    await expect(ledger.transactions.batch({ create: creates(80) })).rejects.toMatchObject(tooLarge);
    const edits = ids.slice(0, 79).map((id) => ({ id, amount: 5 }));
    expect((await ledger.transactions.batch({ update: edits })).updated).toHaveLength(79);
    const moves = ids.map((id) => ({ id, date: "2026-04-01" }));
    expect((await ledger.transactions.batch({ update: moves.slice(0, 26) })).updated).toHaveLength(26);
    await expect(ledger.transactions.batch({ update: moves.slice(26, 53) })).rejects.toMatchObject(tooLarge);
    const removals = ids.slice(26).map((id) => ({ id }));
    await expect(ledger.transactions.batch({ delete: removals.slice(0, 40) })).rejects.toMatchObject(tooLarge);
    expect((await ledger.transactions.batch({ delete: removals.slice(0, 39) })).deleted).toHaveLength(39);
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("can be taken back however much heavier that is", async () => {
    const { ledger } = opened();
    const ids = (await ledger.transactions.batch({ create: creates(39) })).created.map(({ id }) => id);
    for (const id of ids) await ledger.transactions.update({ id, date: "2026-04-01" });
    const { undo } = await ledger.transactions.batch({ delete: ids.map((id) => ({ id })) });
    expect(await ledger.undo({ undoId: undo })).toEqual({ restored: 39, kept: [] });
    expect((await ledger.transactions.totals({ from: "2026-04-01", to: "2026-04-01" })).count).toBe(39);
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });

  it("takes edits of text alone for one each, and what changes nothing for nothing", async () => {
    const { ledger } = opened();
    const ids = (await ledger.transactions.batch({ create: creates(79) })).created.map(({ id }) => id);
    const [one] = (await ledger.transactions.batch({ create: [coffee] })).created;
    const all = [...ids, one?.id as string];
    expect((await ledger.transactions.batch({ update: all.map((id) => ({ id, note: "hot" })) })).updated).toHaveLength(
      80,
    );
    const same = await ledger.transactions.batch({ update: all.map((id) => ({ id, note: "hot" })) });
    expect(same.updated.every(({ version }) => version === 2)).toBe(true);
  });

  it("does nothing at all where one part of it can't be done, and names the part", async () => {
    const { ledger } = opened();
    const { id } = await ledger.transactions.create(coffee);
    const none = "20260305-zzzzzzzzzzzzzzzz";
    const refusals: [TransactionBatch, object][] = [
      [
        { create: [coffee], update: [{ id: none, amount: 1 }] },
        { code: "not_found", errors: [{ pointer: "/update/0/id" }] },
      ],
      [
        { create: [coffee], delete: [{ id }, { id: none }] },
        { code: "not_found", errors: [{ pointer: "/delete/1/id" }] },
      ],
      [
        { create: [coffee], delete: [{ id, version: 2 }] },
        { code: "version_mismatch", errors: [{ pointer: "/delete/0/version" }] },
      ],
      [{ create: [coffee, { ...coffee, id }] }, { code: "id_taken", errors: [{ pointer: "/create/1/id" }] }],
      [
        { create: [{ ...coffee, categoryId: "zzzz" }] },
        { errors: [{ pointer: "/create/0/categoryId", code: "unknown_category" }] },
      ],
      [
        { update: [{ id, categoryId: "zzzz" }] },
        { errors: [{ pointer: "/update/0/categoryId", code: "unknown_category" }] },
      ],
      [{ update: [{ id, amount: 1 }], delete: [{ id }] }, { errors: [{ pointer: "/delete/0/id", code: "repeated" }] }],
      [
        { create: [{ ...coffee, id: none.replace("0305", "0306") }] },
        { errors: [{ pointer: "/create/0/id", code: "other_date" }] },
      ],
    ];
    for (const [batch, refusal] of refusals)
      await expect(ledger.transactions.batch(batch)).rejects.toMatchObject(refusal);
    expect((await ledger.transactions.list()).items).toMatchObject([{ id, version: 1 }]);
  });

  it("answers a repeat with the records as they are by then", async () => {
    const { ledger, send } = opened();
    const { id } = await ledger.transactions.create(coffee);
    const batch = { create: creates(2), update: [{ id, amount: 5, version: 1 }] };
    const first = await send(batch);
    const { created } = first.value as { created: { id: string }[] };
    await ledger.transactions.update({ id, amount: 6 });
    await ledger.transactions.delete({ id: created[0]?.id as string });
    const again = await send(batch);
    expect(again.replayed).toBe(true);
    expect(again.value).toMatchObject({ created: [{ id: created[1]?.id }], updated: [{ id, amount: 6, version: 3 }] });
    await expect(send({ create: creates(1) })).rejects.toMatchObject({ code: "idempotency_key_reused" });
    expect((await ledger.transactions.list()).items).toHaveLength(2);
  });

  it("is planned anew on a row that is changed at the very moment", async () => {
    const { ledger, store, over } = opened();
    const { id } = await ledger.transactions.create(coffee);
    let raced = false;
    const racing = over({
      async commit(...given) {
        if (!raced) {
          raced = true;
          await ledger.transactions.update({ id, amount: 1, note: "hot" });
        }
        await store.commit(...given);
      },
    });
    const { updated } = await racing.transactions.batch({ update: [{ id, amount: 7 }], create: creates(1) });
    expect(updated).toMatchObject([{ amount: 7, note: "hot", version: 3 }]);
    expect((await ledger.transactions.list()).items).toHaveLength(2);
    expect((await ledger.maintenance.verify()).differences).toEqual([]);
  });
});
