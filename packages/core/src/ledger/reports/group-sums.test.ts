import { describe, expect, it } from "vitest";
import { groupSums } from "./group-sums.ts";
import { noSums } from "./sums.ts";

const spent = (expense: number, expenseCount = 1) => ({ ...noSums, expense, expenseCount });
const earned = (income: number, incomeCount = 1) => ({ ...noSums, income, incomeCount });

/** `gone` leads to `groc`, `lost` and the uncategorised to none. */
const resolve = (id: string | null) => (id === "gone" ? "groc" : id === "lost" || id === "-" ? null : id);

describe("groupSums", () => {
  it("orders categories by id, the uncategorised last", () => {
    const parts = [
      ["-", spent(1)],
      ["tran", spent(2)],
      ["bill", spent(3)],
      ["0000", spent(4)],
    ] as const;
    expect(groupSums(parts, { resolve }).map(({ categoryId }) => categoryId)).toEqual(["0000", "bill", "tran", null]);
    expect(groupSums(parts.toReversed(), { resolve })).toEqual(groupSums(parts, { resolve }));
  });

  it("adds what came from deleted categories to those that took it over", () => {
    expect(
      groupSums(
        [
          ["gone", spent(100, 2)],
          ["groc", earned(5)],
          ["lost", spent(7)],
          ["-", earned(9, 3)],
        ],
        { resolve },
      ),
    ).toEqual([
      { categoryId: "groc", income: 5, expense: 100, count: 3 },
      { categoryId: null, income: 9, expense: 7, count: 4 },
    ]);
  });

  it("leaves out categories without transactions, and keeps those whose sums are even", () => {
    expect(
      groupSums(
        [
          ["bill", noSums],
          ["groc", { income: 5, expense: 5, incomeCount: 1, expenseCount: 1 }],
        ],
        { resolve },
      ),
    ).toEqual([{ categoryId: "groc", income: 5, expense: 5, count: 2 }]);
    expect(groupSums([], { resolve })).toEqual([]);
  });
});
