import { FarthingError } from "@farthing/contract";
import { describe, expect, it } from "vitest";
import { fixedContext, NOON } from "../../test/fixed-context.ts";
import { plainStore } from "../../test/plain-store.ts";
import { CommitRefused } from "../commit/commit-refused.ts";
import type { Change } from "../ports/ledger-store.ts";
import type { Context } from "./context.ts";
import { earlierRequest, keyOf, recallValue, type Write, write } from "./write.ts";

const change: Change = { op: "check", kind: "undo", id: "u", expect: "absent" };
const other: Change = { op: "check", kind: "undo", id: "v", expect: "absent" };

/** A call in a store that fails its commits as scripted, in order; every further one succeeds. */
function scripted(options: Parameters<typeof fixedContext>[0], ...errors: readonly unknown[]) {
  const store = plainStore();
  const commits: (readonly Change[])[] = [];
  const sleeps: number[] = [];
  const rest = [...errors];
  const context: Context = fixedContext({
    ...options,
    store: {
      ...store,
      async commit(ledger, changes) {
        commits.push(changes);
        const error = rest.shift();
        if (error !== undefined) throw error;
        await store.commit(ledger, changes);
      },
    },
    clock: {
      now: () => NOON,
      dateIn: () => "2026-11-22",
      sleep: async (milliseconds) => void sleeps.push(milliseconds),
    },
  });
  return { context, commits, sleeps };
}

const lost = () => new CommitRefused(0, "expectation");

/** A write of `changes` that answers how often it was planned. */
function planned(changes: readonly Change[] = [change], more: Partial<Write<number>> = {}) {
  let plans = 0;
  const whole: Write<number> = {
    path: "",
    input: { amount: 1 },
    async plan() {
      plans += 1;
      return { changes, value: plans, answer: { value: plans } };
    },
    recall: recallValue<number>,
    ...more,
  };
  return { whole, plans: () => plans };
}

const refusal = async (promise: Promise<unknown>): Promise<FarthingError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (FarthingError.is(error)) return error;
  throw error ?? new Error("It wasn't refused.");
};

describe("write", () => {
  it("makes all its changes in one commit", async () => {
    const { context, commits } = scripted({});
    expect(await write(context, planned([change, other]).whole)).toEqual({ value: 1, replayed: false });
    expect(commits).toEqual([[change, other]]);
  });

  it("commits nothing where nothing has to change", async () => {
    const { context, commits } = scripted({});
    expect(await write(context, planned([]).whole)).toEqual({ value: 1, replayed: false });
    expect(commits).toEqual([]);
  });

  it("plans anew where another write came first, after a pause", async () => {
    const { context, commits, sleeps } = scripted({}, lost(), lost());
    expect(await write(context, planned().whole)).toEqual({ value: 3, replayed: false });
    expect([commits.length, sleeps.length]).toEqual([3, 2]);
  });

  it("gives up with a conflict when others won every try, its pauses random and ever longer but never long", async () => {
    const { whole, plans } = planned();
    const { context, sleeps } = scripted(
      { ids: { random: (length) => "z".repeat(length) } },
      ...Array(99).fill(lost()),
    );
    expect(await refusal(write(context, whole))).toMatchObject({ code: "conflict", retryAfterSeconds: 1 });
    expect(plans()).toBe(12);
    expect(sleeps).toEqual([1, 3, 7, 15, 31, 63, 63, 63, 63, 63, 63]);
  });

  it("may pause for no time at all", async () => {
    const { context, sleeps } = scripted({ ids: { random: (length) => "0".repeat(length) } }, lost());
    await write(context, planned().whole);
    expect(sleeps).toEqual([0]);
  });

  it("fails at once where a month's sum would be too large", async () => {
    const { whole, plans } = planned();
    const { context } = scripted({}, new CommitRefused(0, "overflow"));
    expect(await refusal(write(context, whole))).toMatchObject({ code: "amount_overflow" });
    expect(plans()).toBe(1);
  });

  it("passes on what else goes wrong, without trying again", async () => {
    const unavailable = new FarthingError("unavailable", "The store is away.");
    const { context, commits } = scripted({}, unavailable);
    expect(await refusal(write(context, planned().whole))).toBe(unavailable);
    expect(commits).toHaveLength(1);
    const missing = new FarthingError("not_found", "No.");
    expect(await refusal(write(context, planned([], { plan: () => Promise.reject(missing) }).whole))).toBe(missing);
  });

  it("stops between tries once its caller has given up", async () => {
    const controller = new AbortController();
    const { context, commits } = scripted({ options: { signal: controller.signal } }, lost(), lost());
    context.clock.sleep = async () => controller.abort();
    expect(await refusal(write(context, planned().whole))).toMatchObject({ code: "aborted" });
    expect(commits).toHaveLength(1);
  });
});

describe("write with an idempotency key", () => {
  const options = { idempotencyKey: "key-1" };

  it("remembers the request in the same commit, for more than a day", async () => {
    const { context, commits } = scripted({ options });
    await write(context, planned().whole);
    expect(commits).toEqual([
      [
        change,
        {
          op: "put",
          expect: "absent",
          record: {
            kind: "request",
            id: expect.stringMatching(/^[0-9a-f]{40}$/),
            version: 1,
            digest: expect.stringMatching(/^[0-9a-f]{32}$/),
            answer: { value: 1 },
            expires: NOON / 1000 + 48 * 60 * 60,
          },
        },
      ],
    ]);
  });

  it("remembers a request that changed nothing", async () => {
    const { context, commits } = scripted({ options });
    await write(context, planned([]).whole);
    expect(commits).toMatchObject([[{ record: { kind: "request" } }]]);
    expect(await write(context, planned([]).whole)).toEqual({ value: 1, replayed: true });
  });

  it("answers a repeat from what it remembers", async () => {
    const { context } = scripted({ options });
    await write(context, planned().whole);
    const recalled: unknown[] = [];
    const recall = async (answer: unknown) => recalled.push(answer);
    expect(await write(context, planned([change], { recall }).whole)).toEqual({ value: 1, replayed: true });
    expect(recalled).toEqual([{ value: 1 }]);
  });

  it.each(["not_found", "version_mismatch", "category_exists", "invalid_request"] as const)(
    "answers a repeat even where by now it would fail with %s",
    async (code) => {
      const { context } = scripted({ options });
      await write(context, planned().whole);
      const plan = () => Promise.reject(new FarthingError(code, "No longer."));
      expect(await write(context, planned([], { plan }).whole)).toEqual({ value: 1, replayed: true });
    },
  );

  it("doesn't remember a request that failed", async () => {
    const { context } = scripted({ options });
    const plan = () => Promise.reject(new FarthingError("not_found", "Not yet."));
    await refusal(write(context, planned([], { plan }).whole));
    expect(await write(context, planned().whole)).toEqual({ value: 1, replayed: false });
  });

  it("refuses another request with the same key, whether or not that could be carried out", async () => {
    const { context, commits } = scripted({ options });
    await write(context, planned().whole);
    const reused = { code: "idempotency_key_reused" };
    expect(await refusal(write(context, planned([change], { input: { amount: 2 } }).whole))).toMatchObject(reused);
    const plan = () => Promise.reject(new FarthingError("not_found", "No."));
    expect(await refusal(write(context, planned([], { input: { amount: 2 }, plan }).whole))).toMatchObject(reused);
    expect(
      await refusal(write({ ...context, options: { ...context.options, ifVersion: [1] } }, planned().whole)),
    ).toMatchObject(reused);
    expect(commits).toHaveLength(3);
  });

  it("takes a request with its members in another order for the same", async () => {
    const { context } = scripted({ options });
    await write(context, planned([change], { input: { a: 1, b: 2, c: undefined } }).whole);
    expect((await write(context, planned([change], { input: { b: 2, a: 1 } }).whole)).replayed).toBe(true);
  });

  it("knows the key apart for another operation, record, ledger or key", async () => {
    const { context } = scripted({ options });
    await write(context, planned().whole);
    const elsewhere: [Context, string][] = [
      [{ ...context, operation: "transactions.update" }, ""],
      [context, "20260305-0123456789abcdef"],
      [{ ...context, ledger: "another" }, ""],
      [{ ...context, options: { ...context.options, idempotencyKey: "key-2" } }, ""],
    ];
    for (const [each, path] of elsewhere) {
      expect(await write(each, planned([change], { path, input: { amount: 2 } }).whole)).toEqual({
        value: 1,
        replayed: false,
      });
    }
  });

  it("answers what was done where the answer to a commit was lost", async () => {
    const { context } = scripted({ options });
    const { commit } = context.store;
    context.store.commit = async (ledger, changes) => {
      await commit(ledger, changes);
      throw new FarthingError("unavailable", "The line broke.");
    };
    expect(await write(context, planned().whole)).toEqual({ value: 1, replayed: true });
  });

  it("has one effect for two that are sent at once", async () => {
    const { context, commits } = scripted({ options });
    const written = await Promise.all([write(context, planned().whole), write(context, planned().whole)]);
    expect(written.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect(commits).toHaveLength(2);
  });
});

describe("write that needs no key to be known by", () => {
  it("answers what stands there already where it failed", async () => {
    const already = async () => 7;
    const { context } = scripted({}, lost());
    expect(await write(context, planned([change], { already }).whole)).toEqual({ value: 7, replayed: true });
    const plan = () => Promise.reject(new FarthingError("invalid_request", "No longer."));
    expect(await write(context, planned([], { plan, already }).whole)).toEqual({ value: 7, replayed: true });
    const overflow = scripted({}, new CommitRefused(1, "overflow"));
    expect((await write(overflow.context, planned([change], { already }).whole)).replayed).toBe(true);
  });

  it("goes on as any other where nothing stands there", async () => {
    const { context } = scripted({}, lost());
    const already = async () => undefined;
    expect(await write(context, planned([change], { already }).whole)).toEqual({ value: 2, replayed: false });
  });
});

describe("keyOf", () => {
  it("is nothing without a key", () => {
    expect(keyOf(fixedContext(), "", {})).toBeUndefined();
  });

  it("can be looked up before anything is done", async () => {
    const { context } = scripted({ options: { idempotencyKey: "key-1" } });
    const keyed = keyOf(context, "", { amount: 1 });
    if (keyed === undefined) throw new Error("There is a key.");
    expect(await earlierRequest(context, keyed)).toBeUndefined();
    await write(context, planned().whole);
    expect(await earlierRequest(context, keyed)).toMatchObject({ ...keyed, answer: { value: 1 } });
    expect(await refusal(earlierRequest(context, { ...keyed, digest: "other" }))).toMatchObject({
      code: "idempotency_key_reused",
    });
  });
});
