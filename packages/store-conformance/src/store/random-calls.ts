import type { CalendarDate, Id } from "@farthing/contract";
import { FarthingError } from "@farthing/contract";
import {
  type Change,
  CommitRefused,
  type DueWork,
  type KeptKind,
  type LedgerId,
  type LedgerStore,
} from "@farthing/core";
import * as fc from "fast-check";
import { expect } from "vitest";
import { createModelStore, type ModelStore } from "./model-store.ts";
import { few, fit, type Intent, intents } from "./random-change.ts";
import { readAll, readMonths, readSmall, walkDue, walkKept, walkLedgers, walkTransactions } from "./read-all.ts";
import { keptKinds } from "./sample-records.ts";
import type { StoreHarness, StoreUnderTest } from "./store-harness.ts";

/** The store being tested beside the model it is compared with. */
interface Pair {
  under: StoreUnderTest;
  store: LedgerStore;
  model: ModelStore;
}

/** One call, made to both. */
type Call = fc.AsyncCommand<Pair, Pair>;

const call = (name: string, run: (pair: Pair) => Promise<void>): Call => ({
  check: () => true,
  run: (pair) => run(pair),
  toString: () => name,
});

/** A call that must show the same of both. */
const reading = (name: string, read: (store: LedgerStore) => Promise<unknown>): Call =>
  call(name, async ({ store, model }) => expect(await read(store), name).toStrictEqual(await read(model)));

type Outcome = { made: true } | { made: false; code: string; refusal?: CommitRefused };

const outcomeOf = (committed: Promise<void>): Promise<Outcome> =>
  committed.then(
    () => ({ made: true }),
    (error: unknown) => {
      if (error instanceof CommitRefused) return { made: false, code: error.code, refusal: error };
      return {
        made: false,
        code: FarthingError.is(error) ? error.code : error instanceof RangeError ? "RangeError" : String(error),
      };
    },
  );

/** Whether a store may come to this outcome where the model finds these refusals: naming any change that failed is right. */
const agrees = (outcome: Outcome, wanted: Outcome, refusals: readonly CommitRefused[]) =>
  outcome.made || outcome.refusal === undefined
    ? outcome.made === wanted.made && ("code" in outcome ? outcome.code : "") === ("code" in wanted ? wanted.code : "")
    : refusals.some(({ change, reason }) => change === outcome.refusal?.change && reason === outcome.refusal.reason);

const fitAll = async (model: ModelStore, ledger: LedgerId, wanted: readonly Intent[]) => {
  const changes: Change[] = [];
  for (const intent of wanted) changes.push(await fit(model, ledger, intent));
  return changes;
};

const commit = (ledger: LedgerId, wanted: readonly Intent[]): Call =>
  call(`commit(${ledger}, ${JSON.stringify(wanted)})`, async ({ store, model }) => {
    const changes = await fitAll(model, ledger, wanted);
    const refusals = model.refusals(ledger, changes);
    const outcome = await outcomeOf(store.commit(ledger, changes));
    const expected = await outcomeOf(model.commit(ledger, changes));
    if (!agrees(outcome, expected, refusals)) expect(outcome, JSON.stringify(changes)).toEqual(expected);
  });

const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

const equal = (one: unknown, other: unknown) => {
  try {
    expect(one).toStrictEqual(other);
    return true;
  } catch {
    return false;
  }
};

/** Commits sent at once: what comes of them must be what comes of them one after another, in some order. */
const race = (ledger: LedgerId, wanted: readonly (readonly Intent[])[]): Call =>
  call(`race(${ledger}, ${JSON.stringify(wanted)})`, async (pair) => {
    const { store, model } = pair;
    const commits = await Promise.all(wanted.map((one) => fitAll(model, ledger, one)));
    const outcomes = await Promise.all(commits.map((changes) => outcomeOf(store.commit(ledger, changes))));
    const found = await readAll(store, ledger, few.ids);
    for (const order of orders([...commits.keys()])) {
      const candidate = model.copy();
      let fits = true;
      for (const at of order) {
        const changes = commits[at] as Change[];
        const refusals = candidate.refusals(ledger, changes);
        const expected = await outcomeOf(candidate.commit(ledger, changes));
        fits &&= agrees(outcomes[at] as Outcome, expected, refusals);
      }
      if (!fits || !equal(found, await readAll(candidate, ledger, few.ids))) continue;
      pair.model = candidate;
      return;
    }
    expect.fail(
      `No order of these commits leads to what the store shows: ${JSON.stringify({ commits, outcomes, found })}`,
    );
  });

const reopen = call("reopen()", async (pair) => {
  pair.store = await pair.under.reopen();
});

const erase = (ledger: LedgerId): Call =>
  call(`erase(${ledger})`, async ({ store, model }) => {
    await store.erase(ledger);
    await model.erase(ledger);
  });

const ledger = fc.constantFrom(...few.ledgers);
const id = fc.constantFrom(...few.ids);
const date = fc.constantFrom(...few.dates, "2026-03-01");
const order = fc.constantFrom("asc" as const, "desc" as const);
const limit = fc.constantFrom(1, 2, 3, 100);
const commits = fc
  .tuple(ledger, fc.array(intents, { minLength: 1, maxLength: 6 }))
  .map(([at, wanted]) => commit(at, wanted));

const getTransactions = (at: LedgerId, wanted: Id[]) =>
  reading(`getTransactions(${at}, ${wanted})`, (store) => store.getTransactions(at, wanted));

const getKept = (at: LedgerId, kind: KeptKind, name: string) =>
  reading(`getKept(${at}, ${kind}, ${name})`, (store) => store.getKept(at, kind, name));

const due = (work: DueWork, until: CalendarDate) =>
  reading(`due(${work}, ${until})`, async (store) =>
    (await walkDue(store, work, until)).map(({ ledger: of, on }) => `${of} ${on}`).toSorted(),
  );

const calls: fc.Arbitrary<Call>[] = [
  ...Array.from({ length: 12 }, () => commits),
  fc
    .tuple(ledger, fc.array(fc.array(intents, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 }))
    .map(([at, wanted]) => race(at, wanted)),
  fc
    .tuple(ledger, id)
    .map(([at, one]) => reading(`getTransaction(${at}, ${one})`, (store) => store.getTransaction(at, one))),
  fc.tuple(ledger, fc.array(id, { maxLength: 8 })).map(([at, wanted]) => getTransactions(at, wanted)),
  ...[1, 2, 3].map(() =>
    fc
      .record({
        at: ledger,
        from: date,
        before: date,
        order,
        limit,
        after: fc.option(fc.record({ date, id }), { nil: undefined }),
      })
      .map(({ at, ...range }) =>
        reading(`listTransactions(${at}, ${JSON.stringify(range)})`, (store) => walkTransactions(store, at, range)),
      ),
  ),
  ledger.map((at) => reading(`getSmall(${at})`, (store) => readSmall(store, at))),
  ledger.map((at) => reading(`listMonths(${at})`, (store) => readMonths(store, at))),
  fc.tuple(ledger, fc.constantFrom(...keptKinds), fc.constantFrom(...few.names, "import")).map((of) => getKept(...of)),
  fc
    .record({ at: ledger, kind: fc.constantFrom(...keptKinds), order, limit })
    .map(({ at, kind, ...range }) =>
      reading(`listKept(${at}, ${kind}, ${JSON.stringify(range)})`, (store) =>
        walkKept<KeptKind>(store, at, kind, range),
      ),
    ),
  ledger.map(erase),
  fc.constant(reading("ledgers()", async (store) => (await walkLedgers(store)).toSorted())),
  fc.tuple(fc.constantFrom<DueWork>("recurring", "delivery"), date).map((of) => due(...of)),
  fc.constant(reopen),
];

/** Replays what failed, from the environment of the process where there is one. */
const replay = () => {
  const { FC_SEED, FC_PATH, FC_REPLAY_PATH } = globalThis.process?.env ?? {};
  return { seed: FC_SEED, path: FC_PATH, replayPath: FC_REPLAY_PATH };
};

/** How to run again what a failed run has found. */
function howToReplay({ seed, counterexamplePath, counterexample }: fc.RunDetails<[Iterable<Call>]>): string {
  const replayPath = /replayPath="([^"]*)"/.exec(String(counterexample?.[0]))?.[1];
  return `Replay it with FC_SEED=${seed} FC_PATH=${counterexamplePath} FC_REPLAY_PATH=${replayPath}`;
}

/**
 * Makes random calls to stores and to the plain model, and compares what both show. Ends early when the harness's seconds are
 * over.
 */
export async function compareWithModel(harness: StoreHarness): Promise<void> {
  const { seconds = 20, runs = 200, calls: maxCommands = 60 } = harness;
  const { seed, path, replayPath } = replay();
  const sequences = fc.commands<Pair, Pair, false>(calls, {
    maxCommands,
    size: "max",
    ...(replayPath && { replayPath }),
  });
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const under = await harness.create();
    const pair: Pair = { under, store: under.store, model: createModelStore() };
    try {
      await fc.asyncModelRun(() => ({ model: pair, real: pair }), sequence);
    } finally {
      await under.destroy();
    }
  });
  const details = await fc.check(property, {
    numRuns: runs,
    interruptAfterTimeLimit: seconds * 1000,
    ...(seed && { seed: Number(seed) }),
    ...(path && { path }),
  });
  if (!details.failed) return;
  throw new Error(`${await fc.asyncDefaultReportMessage(details)}\n\n${howToReplay(details as never)}`, {
    cause: details.errorInstance,
  });
}
