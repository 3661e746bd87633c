import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ordinaryHash } from "../../platform/ordinary-hash.ts";
import type { StatementRow } from "../../statements/statement-row.ts";
import { againId, rowKeys } from "./row-keys.ts";

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
const idsOf = (...rows: (Partial<StatementRow> & { in?: string })[]) => {
  const keys = rowKeys(ordinaryHash);
  return rows.map(({ in: account = "Card", ...row }) => keys.idOf({ ...coffee, ...row }, account));
};
const idOf = (row: Partial<StatementRow> & { in?: string }) => idsOf(row)[0]?.id;

describe("the id of a row", () => {
  it("is one of a transaction of its date", () => {
    expect(idOf({})).toMatch(/^20260305-[0-9a-z]{24}$/);
    expect(idOf({ date: "1900-01-01" })).toMatch(/^19000101-/);
    expect(idOf({ bankId: "F1" })).toMatch(/^20260305-[0-9a-z]{24}$/);
  });

  it("is the same whatever else the file says about the row", () => {
    const also = { note: "hot", tags: ["a"], category: "Fun", account: "Card" };
    expect(idOf(also)).toBe(idOf({}));
  });

  it("is the same however the bank spells and spaces the description", () => {
    for (const description of ["COFFEE  SHOP", "Coffee\tshop", "Co\ufb00ee shop"])
      expect(idOf({ description })).toBe(idOf({ description: "Coffee shop" }));
  });

  it.each<Partial<StatementRow> & { in?: string }>([
    { date: "2026-03-06" },
    { type: "income" },
    { amount: 411 },
    { description: "Tea" },
    { in: "Cash" },
    { bankId: "F1" },
  ])("is another one with %j", (other) => {
    expect(idOf(other)).not.toBe(idOf({}));
  });

  it("doesn't mix up account and description", () => {
    expect(idOf({ in: "a", description: "b" })).not.toBe(idOf({ in: "b", description: "a" }));
    expect(idOf({ in: "a b", description: "c" })).not.toBe(idOf({ in: "a", description: "b c" }));
  });
});

describe("equal rows of one file", () => {
  it("are numbered: none of them repeats another", () => {
    const ids = idsOf({}, {}, {});
    expect(new Set(ids.map(({ id }) => id)).size).toBe(3);
    expect(ids.every(({ repeated }) => !repeated)).toBe(true);
  });

  it("have the ids again that they had in a file with fewer or more of them, wherever they stand", () => {
    const tea = { description: "Tea" };
    expect(idsOf(tea, {}, tea, {}).map(({ id }) => id)).toEqual([
      idsOf(tea, tea)[0]?.id,
      idsOf({}, {}, {})[0]?.id,
      idsOf(tea, tea)[1]?.id,
      idsOf({}, {}, {})[1]?.id,
    ]);
  });

  it("are counted for each account and each date by themselves", () => {
    expect(idsOf({}, { in: "Cash" })[1]?.id).toBe(idOf({ in: "Cash" }));
    expect(idsOf({}, { date: "2026-03-06" })[1]?.id).toBe(idOf({ date: "2026-03-06" }));
  });

  it("never share an id, whatever the file", () => {
    const rows = fc.array(
      fc.record({
        date: fc.constantFrom("2026-03-05", "2026-03-06"),
        amount: fc.constantFrom(1, 2),
        description: fc.constantFrom("a", "A", "b"),
        in: fc.constantFrom("x", "y"),
      }),
    );
    fc.assert(
      fc.property(rows, (each) => {
        const ids = idsOf(...each).map(({ id }) => id);
        return new Set(ids).size === ids.length;
      }),
    );
  });
});

describe("rows with the bank's id", () => {
  it("are the same row by account and id, whatever became of amount and description", () => {
    expect(idOf({ bankId: "F1", amount: 9, description: "Other" })).toBe(idOf({ bankId: "F1" }));
    expect(idOf({ bankId: "F1", in: "Cash" })).not.toBe(idOf({ bankId: "F1" }));
    expect(idOf({ bankId: "F2" })).not.toBe(idOf({ bankId: "F1" }));
  });

  it("are repeated from the second on", () => {
    const [first, second, third, other] = idsOf({ bankId: "F1" }, { bankId: "F1" }, { bankId: "F1" }, { bankId: "F2" });
    expect([first?.repeated, second?.repeated, third?.repeated, other?.repeated]).toEqual([false, true, true, false]);
    expect([second?.id, third?.id]).toEqual([first?.id, first?.id]);
  });
});

describe("rows with an id of our own", () => {
  const id = "20260101-0123456789abcdef";

  it("keep it, wherever they were moved", () => {
    expect(idsOf({ id })).toEqual([{ id, repeated: false }]);
  });

  it("are repeated from the second on, whatever their dates", () => {
    expect(idsOf({ id }, { id }, { id, date: "2026-07-01" }).map(({ repeated }) => repeated)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("the id for importing a row once more", () => {
  it("is of the same date, and another one each time", () => {
    const id = idOf({}) as string;
    const again = [1, 2, 3].map((count) => againId(ordinaryHash, id, count));
    for (const each of again) expect(each).toMatch(/^20260305-[0-9a-z]{24}$/);
    expect(new Set([id, ...again]).size).toBe(4);
    expect(againId(ordinaryHash, id, 1)).toBe(again[0]);
  });
});
