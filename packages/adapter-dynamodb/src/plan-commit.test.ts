import { type Change, COMMIT_WEIGHT_MAX, type Expect, type TransactionSlot, weigh } from "@farthing/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gone, idOn, month, settings, transaction } from "../test/ledger-samples.ts";
import { type Action, planCommit } from "./plan-commit.ts";

const home = "2026-03-10";
const away = "2026-04-20";
const elsewhere = "2025-12-31";
const id = idOn(home, 1);
const at = (date: string) => `T#${date}#${id}`;

/** An action in one line: what is done where, and what is expected there. */
function told(action: Action): string {
  const expect = "expect" in action && action.expect !== undefined ? ` if ${action.expect}` : "";
  const moved = action.does === "put" && "m" in action.item ? ` (moved to ${action.item.m})` : "";
  const stands = action.does === "put" && action.item.SK === at(home) && "z" in action.item ? " (gone)" : "";
  return `${action.does} ${action.does === "put" ? action.item.SK : action.key.SK}${moved}${stands}${expect}`;
}

const plan = (...changes: Change[]) => {
  const { steps, register } = planCommit("me", changes);
  return [...steps, ...(register === undefined ? [] : [register])].map(({ action }) => told(action));
};

const put = (record: TransactionSlot, expect: Expect, was?: string): Change => ({ op: "put", record, expect, was });

describe("a change of a transaction", () => {
  it.each<[string, Change, string[]]>([
    ["makes it at home", put(transaction(id), "absent"), [`put ${at(home)} if absent`]],
    [
      "makes it under another date, with a stub at home that keeps the id",
      put(transaction(id, { date: away }), "absent"),
      [`put ${at(home)} (moved to ${away}) if absent`, `put ${at(away)}`],
    ],
    ["edits it at home", put(transaction(id, { version: 2 }), 1, home), [`put ${at(home)} if 1`]],
    [
      "edits it where it has moved",
      put(transaction(id, { version: 3, date: away }), 2, away),
      [`put ${at(away)} if 2`],
    ],
    [
      "moves it and leaves a stub at home",
      put(transaction(id, { version: 2, date: away }), 1, home),
      [`put ${at(away)}`, `put ${at(home)} (moved to ${away}) if 1`],
    ],
    [
      "moves it on, and its stub after it",
      put(transaction(id, { version: 3, date: elsewhere }), 2, away),
      [`delete ${at(away)} if 2`, `put ${at(elsewhere)}`, `put ${at(home)} (moved to ${elsewhere})`],
    ],
    [
      "moves it home, in the place of its stub",
      put(transaction(id, { version: 3 }), 2, away),
      [`delete ${at(away)} if 2`, `put ${at(home)}`],
    ],
    ["ends it at home", put(gone(id), 1, home), [`put ${at(home)} (gone) if 1`]],
    [
      "ends it where it has moved",
      put(gone(id, { version: 3 }), 2, away),
      [`delete ${at(away)} if 2`, `put ${at(home)} (gone)`],
    ],
    [
      "removes it at home",
      { op: "delete", kind: "transaction", id, was: home, expect: 1 },
      [`delete ${at(home)} if 1`],
    ],
    [
      "removes it and its stub where it has moved",
      { op: "delete", kind: "transaction", id, was: away, expect: 2 },
      [`delete ${at(away)} if 2`, `delete ${at(home)}`],
    ],
    ["looks at it", { op: "check", kind: "transaction", id, was: away, expect: 2 }, [`check ${at(away)} if 2`]],
  ])("%s", (_, change, actions) => {
    expect(plan(change)).toEqual(actions);
  });
});

describe("a change of another record", () => {
  it.each<[string, Change, string[]]>([
    [
      "begins a ledger",
      { op: "put", record: settings(), expect: "absent" },
      ["put S#s#settings if absent", "put L#me"],
    ],
    ["changes settings", { op: "put", record: settings({ version: 2 }), expect: 1 }, ["put S#s#settings if 1"]],
    [
      "ends a ledger",
      { op: "delete", kind: "settings", id: "settings", expect: 2 },
      ["delete S#s#settings if 2", "delete L#me"],
    ],
    ["looks at one", { op: "check", kind: "category", id: "food", expect: 4 }, ["check S#c#food if 4"]],
    ["puts a month", { op: "put", record: month("2026-03"), expect: "absent" }, ["put M#2026-03 if absent"]],
    ["marks", { op: "mark", work: "recurring", on: home }, [`put D#${home}#recurring#me`]],
    ["takes a mark back", { op: "unmark", work: "delivery", on: home }, [`delete D#${home}#delivery#me`]],
  ])("%s", (_, change, actions) => {
    expect(plan(change)).toEqual(actions);
  });
});

const date = fc.constantFrom(home, away, elsewhere);
const version = fc.integer({ min: 1, max: 9 });
const changeAt = (number: number): fc.Arbitrary<Change> =>
  date.chain((born) => {
    const one = idOn(born, number);
    const was = fc.constantFrom(born, away);
    return fc.oneof(
      date.map((day) => put(transaction(one, { date: day }), "absent")),
      fc.tuple(date, version, was).map(([day, expect, from]) => put(transaction(one, { date: day }), expect, from)),
      fc.tuple(version, was).map(([expect, from]) => put(gone(one), expect, from)),
      fc.constant(put(gone(one), "absent")),
      fc
        .tuple(fc.constantFrom("delete" as const, "check" as const), version, was)
        .map(([op, expect, from]): Change => ({ op, kind: "transaction", id: one, expect, was: from })),
    );
  });

describe("the plan of a commit", () => {
  const commits = fc
    .integer({ min: 1, max: 40 })
    .chain((length) => fc.tuple(...Array.from({ length }, (_, number) => changeAt(number))));

  it("names no item twice, and has no more actions than the changes weigh", () =>
    fc.assert(
      fc.property(commits, (changes) => {
        const { steps, register } = planCommit("me", changes);
        const keys = steps.map(({ action }) => (action.does === "put" ? action.item.SK : action.key.SK));
        expect(new Set(keys).size).toBe(keys.length);
        expect(steps.length).toBeLessThanOrEqual(weigh(changes));
        expect(register).toBeUndefined();
        expect(steps.map(({ change }) => change)).toEqual(steps.map(({ change }) => change).toSorted((a, b) => a - b));
      }),
    ));

  it("counts the entry in the register beside the 100 that a commit may weigh", () => {
    const changes: Change[] = [
      { op: "put", record: settings(), expect: "absent" },
      ...Array.from({ length: 99 }, (_, number) => put(transaction(idOn(home, number)), "absent")),
    ];
    expect(weigh(changes)).toBe(COMMIT_WEIGHT_MAX);
    expect(planCommit("me", changes).steps).toHaveLength(100);
    expect(planCommit("me", changes).register?.action.does).toBe("put");
  });

  it.each([
    ["an amount", put(transaction(id, { amount: 12.5 }), "absent"), "12.5"],
    ["a version", put(transaction(id, { version: 2 ** 53 }), "absent"), "9007199254740992"],
    [
      "a sum",
      {
        op: "add",
        month: "2026-03",
        sums: { income: 2 ** 53, expense: 0, incomeCount: 0, expenseCount: 0 },
        categories: {},
      } as const,
      "9007199254740992",
    ],
    [
      "a member of settings",
      { op: "put", record: settings({ weekStart: Number.NaN }), expect: "absent" } as const,
      "NaN",
    ],
  ])("refuses %s that is no safe integer", (_, change, number) => {
    expect(() => planCommit("me", [change])).toThrow(
      new RangeError(`The store keeps whole numbers up to 9 007 199 254 740 991, not ${number}.`),
    );
  });
});
