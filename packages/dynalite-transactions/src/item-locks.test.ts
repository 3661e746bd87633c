import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createItemLocks } from "./item-locks.ts";

const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });

describe("item locks", () => {
  it("are held by one at a time, are given in the order of the claims, and leave nobody waiting", () => {
    const steps = fc.array(fc.oneof(keys, fc.nat({ max: 9 })), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (script) => {
        const locks = createItemLocks();
        const holders = new Map<string, number>();
        const releases: (() => void)[] = [];
        const begun = new Map<string, number[]>();
        const releaseOne = (position: number) => releases.splice(position % releases.length, 1)[0]?.();
        let claims = 0;
        for (const step of script) {
          if (typeof step === "number") {
            if (releases.length > 0) releaseOne(step);
            continue;
          }
          const number = claims++;
          locks.claim(step, "transaction", (release) => {
            for (const key of step) {
              expect(holders.has(key)).toBe(false);
              holders.set(key, number);
              begun.set(key, [...(begun.get(key) ?? []), number]);
            }
            releases.push(() => {
              for (const key of step) holders.delete(key);
              release();
            });
          });
        }
        while (releases.length > 0) releaseOne(0);
        expect(holders.size).toBe(0);
        for (const order of begun.values()) expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(new Set([...begun.values()].flat()).size).toBe(claims);
        for (const key of ["a", "b", "c", "d"]) expect(locks.isBusy(key)).toBe(false);
      }),
    );
  });

  it("begin at once where all keys are free", () => {
    const locks = createItemLocks();
    const begun: string[] = [];
    locks.claim(["a", "b"], "transaction", () => begun.push("ab"));
    locks.claim(["c"], "transaction", () => begun.push("c"));
    locks.claim(["b", "d"], "transaction", () => begun.push("bd"));
    expect(begun).toEqual(["ab", "c"]);
  });

  it("aren't released twice by one who says so twice", () => {
    const locks = createItemLocks();
    const releases: (() => void)[] = [];
    locks.claim(["a"], "write", (release) => releases.push(release));
    locks.claim(["a"], "write", () => {});
    releases[0]?.();
    releases[0]?.();
    expect(locks.isBusy("a")).toBe(true);
  });

  it("tell a transaction from a write of one item", () => {
    const locks = createItemLocks();
    locks.claim(["a"], "write", () => {});
    locks.claim(["b"], "transaction", () => {});
    locks.claim(["a", "c"], "transaction", () => {});
    const told = (key: string) => [locks.isBusy(key), locks.isInTransaction(key)];
    expect(told("a")).toEqual([true, false]);
    expect(told("b")).toEqual([true, true]);
    expect(told("c")).toEqual([true, true]);
    expect(told("d")).toEqual([false, false]);
  });
});
