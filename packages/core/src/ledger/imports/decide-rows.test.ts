import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../../test/fixed-context.ts";
import type { TransactionRecord } from "../../ports/records.ts";
import type { StatementEntry, StatementRow } from "../../statements/statement-row.ts";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { goneFrom } from "../transactions/gone-from.ts";
import { monthChanges } from "../transactions/month-changes.ts";
import { type DecisionTerms, decideRows } from "./decide-rows.ts";
import type { RowDecision } from "./row-decision.ts";

const coffee: StatementRow = {
  date: "2026-03-05",
  type: "expense",
  amount: 410,
  description: "Coffee",
  note: "",
  tags: [],
  account: null,
  category: null,
  bankId: null,
  id: null,
};
const lines = (...rows: Partial<StatementRow>[]): StatementEntry[] =>
  rows.map((row, index) => ({ line: index + 2, row: { ...coffee, ...row } }));
const terms: DecisionTerms = { account: "Card", choices: [], ownExport: false, empty: false };

const decide = async (context: Context, entries: readonly StatementEntry[], more: Partial<DecisionTerms> = {}) =>
  (await decideRows(context, await loadSmall(context), { ...terms, ...more })).decide(entries);

/** Writes what was decided, as an import does. */
async function enter(
  context: Context,
  decisions: readonly RowDecision[],
  importId = "first",
): Promise<TransactionRecord[]> {
  const records = decisions.flatMap(({ chosen, id, row, account, categoryId }): TransactionRecord[] => {
    if (!chosen || id === null || row === undefined) return [];
    const { date, type, amount, description, note, tags } = row;
    const times = { createdAt: "2026-03-05T10:00:00.000Z", updatedAt: "2026-03-05T10:00:00.000Z" };
    const content = { date, type, amount, description, note, tags, account, categoryId };
    return [{ kind: "transaction", id, version: 1, ...content, importId, recurringId: null, ...times, digest: null }];
  });
  for (const record of records) {
    const { store, ledger } = context;
    await store.commit(ledger, [{ op: "put", record, expect: "absent" }, ...monthChanges([{ after: record }])]);
  }
  return records;
}

const told = (decisions: readonly RowDecision[]) => decisions.map(({ status, chosen }) => `${status} ${chosen}`);

describe("deciding about rows", () => {
  it("takes what isn't there for new", async () => {
    const [decision] = await decide(fixedContext(), lines({}));
    expect(decision).toMatchObject({ line: 2, status: "new", chosen: true, ours: false, account: "Card", match: null });
  });

  it("takes the account that the file names before the caller's", async () => {
    const decisions = await decide(fixedContext(), lines({ account: "Cash" }, { account: "" }));
    expect(decisions.map(({ account }) => account)).toEqual(["Cash", "Card"]);
  });

  it("knows duplicates, and leaves them out unless they are chosen", async () => {
    const context = fixedContext();
    const [saved] = await enter(context, await decide(context, lines({})));
    const again = await decide(context, lines({}, {}));
    expect(told(again)).toEqual(["duplicate false", "new true"]);
    expect(again[0]).toMatchObject({ id: saved?.id, match: saved?.id, deletedAt: null });
    const [anyway] = await decide(context, lines({}), { choices: [{ line: 2, do: "import" }] });
    expect(anyway).toMatchObject({ status: "duplicate", chosen: true, match: saved?.id });
    expect(anyway?.id).not.toBe(saved?.id);
  });

  it("knows a row that was deleted by hand, and when", async () => {
    const context = fixedContext();
    const [saved] = await enter(context, await decide(context, lines({})));
    if (saved === undefined) throw new Error("It was entered.");
    await context.store.commit(context.ledger, [
      { op: "put", record: goneFrom(saved, NOON), expect: 1, was: saved.date },
    ]);
    const [decision] = await decide(context, lines({}));
    expect(decision).toMatchObject({ status: "duplicate", chosen: false, deletedAt: "2026-11-22T12:00:00.000Z" });
  });

  it("gives rows that are imported once more an id that nothing has, time after time", async () => {
    const context = fixedContext();
    const ids = new Set<string>();
    for (let time = 0; time < 4; time += 1) {
      const choices = [{ line: 2, do: "import" } as const];
      for (const { id } of await enter(context, await decide(context, lines({}), { choices }), `import ${time}`))
        ids.add(id);
    }
    expect(ids.size).toBe(4);
  });

  it("leaves out what the file says twice by the bank's id, unless it is chosen: then each has an id of its own", async () => {
    const same = lines({ bankId: "F1" }, { bankId: "F1" }, { bankId: "F1" }, { bankId: "F1" });
    expect(told(await decide(fixedContext(), same))).toEqual([
      "new true",
      "duplicate false",
      "duplicate false",
      "duplicate false",
    ]);
    const choices = [3, 4, 5].map((line) => ({ line, do: "import" }) as const);
    const chosen = await decide(fixedContext(), same, { choices });
    expect(told(chosen)).toEqual(["new true", "duplicate true", "duplicate true", "duplicate true"]);
    expect(new Set(chosen.map(({ id }) => id)).size).toBe(4);
  });

  it("decides the same for the whole of a file as for its parts", async () => {
    const context = fixedContext();
    const same = lines({ bankId: "F1" }, {}, { bankId: "F1" }, { bankId: "F1" }, {});
    const choices = [4, 5].map((line) => ({ line, do: "import" }) as const);
    const whole = await decide(context, same, { choices });
    const parts = await decideRows(context, await loadSmall(context), { ...terms, choices });
    const apart = [];
    for (const entry of same) apart.push(...(await parts.decide([entry])));
    expect(apart).toEqual(whole);
  });

  it("leaves out transfers unless they are chosen", async () => {
    const context = fixedContext();
    const [saved] = await enter(context, await decide(context, lines({ account: "Current" })));
    const income = lines({ type: "income" });
    expect(await decide(context, income)).toMatchObject([{ status: "transfer", chosen: false, match: saved?.id }]);
    const choices = [{ line: 2, do: "import" } as const];
    expect(await decide(context, income, { choices })).toMatchObject([{ status: "transfer", chosen: true }]);
    expect(await decide(context, income, { ownExport: true })).toMatchObject([{ status: "new", chosen: true }]);
  });

  it("leaves out what the caller skips", async () => {
    expect(told(await decide(fixedContext(), lines({}, {}), { choices: [{ line: 3, do: "skip" }] }))).toEqual([
      "new true",
      "new false",
    ]);
  });

  it("can't choose a row that has a fault, unless it is put right", async () => {
    const fault = { column: 1, reason: "There is no such date." };
    const { date: _date, ...partial } = coffee;
    const entries: StatementEntry[] = [{ line: 2, fault, partial }];
    expect(await decide(fixedContext(), entries)).toMatchObject([
      { status: "invalid", chosen: false, id: null, row: undefined, partial, fault },
    ]);
    const choices = [{ line: 2, do: "import" } as const];
    expect(told(await decide(fixedContext(), entries, { choices }))).toEqual(["invalid false"]);
    const put = [{ line: 2, do: "import", set: { date: "2026-03-09" } } as const];
    const [right] = await decide(fixedContext(), entries, { choices: put });
    expect(right).toMatchObject({
      status: "new",
      chosen: true,
      fault: undefined,
      row: { ...coffee, date: "2026-03-09" },
    });
    expect(right?.id).toMatch(/^20260309-/);
  });

  it("keeps the id of a row that a person changed, so that the file is known again without the change", async () => {
    const set = { amount: 500, description: "Coffee and cake", categoryId: "eato" };
    const [changed] = await decide(fixedContext(), lines({}), { choices: [{ line: 2, do: "import", set }] });
    const [plain] = await decide(fixedContext(), lines({}));
    expect(changed?.id).toBe(plain?.id);
    expect(changed).toMatchObject({
      categoryId: "eato",
      newCategory: null,
      row: { amount: 500, description: "Coffee and cake" },
    });
  });
});

describe("deciding about rows of an import that was interrupted", () => {
  it("knows its own rows, also those imported once more, and goes on where it was", async () => {
    const context = fixedContext();
    await enter(context, await decide(context, lines({})), "earlier");
    const file = lines({}, { description: "Tea" }, { bankId: "F1" }, { bankId: "F1" }, { bankId: "F1" });
    const choices = [2, 5, 6].map((line) => ({ line, do: "import" }) as const);
    const all = await decide(context, file, { choices, importId: "mine" });
    expect(all.every(({ chosen, ours }) => chosen && !ours)).toBe(true);
    for (let written = 1; written <= all.length; written += 1) {
      await enter(context, all.slice(written - 1, written), "mine");
      const again = await decide(context, file, { choices, importId: "mine" });
      expect(again.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(again.map(({ ours }) => ours)).toEqual(all.map((_, index) => index < written));
      expect(again.every(({ chosen }) => chosen)).toBe(true);
    }
  });
});
