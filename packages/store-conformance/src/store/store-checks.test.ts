import { describe, expect, it } from "vitest";
import { brokenStores } from "./broken-stores.ts";
import { createModelStore, type ModelStore } from "./model-store.ts";
import { compareWithModel } from "./random-calls.ts";
import { storeChecks } from "./store-checks.ts";
import type { StoreHarness } from "./store-harness.ts";

const harnessOf = (breaks: (model: ModelStore) => object): StoreHarness => ({
  async create() {
    const model = createModelStore();
    const store = { ...model, ...breaks(model) };
    return { store, reopen: async () => store, destroy: () => store.close() };
  },
});

const named = new Map(storeChecks.flatMap(({ checks }) => checks.map(({ title, run }) => [title, run])));

describe("the checks of stores", () => {
  it("have titles of their own", () => {
    expect(named.size).toBe(storeChecks.flatMap(({ checks }) => checks).length);
  });

  for (const { flaw, caughtBy, breaks } of brokenStores) {
    it(`find a store that ${flaw}, by “${caughtBy}”`, async () => {
      await expect(named.get(caughtBy)?.(harnessOf(breaks))).rejects.toThrow();
    });
  }

  it("find a store that loses its last commit when it is closed and opened", async () => {
    const harness: StoreHarness = {
      async create() {
        const model = createModelStore();
        let before = model.copy();
        const store = {
          ...model,
          async commit(...[ledger, changes]: Parameters<ModelStore["commit"]>) {
            before = model.copy();
            await model.commit(ledger, changes);
          },
        };
        return { store, reopen: async () => before, destroy: () => store.close() };
      },
    };
    await expect(
      named.get("shows after it was closed and opened all that it showed before")?.(harness),
    ).rejects.toThrow();
  });
});

describe("random calls", () => {
  const plain = [
    "makes the changes that come before",
    "loses one of two",
    "includes the date",
    "answers from what",
    "takes no notice",
  ];

  for (const { flaw, breaks } of brokenStores.filter(({ flaw }) => plain.some((start) => flaw.startsWith(start)))) {
    it(`find a store that ${flaw}, and say how to see it again`, async () => {
      const report = await compareWithModel(harnessOf(breaks)).then(
        () => "nothing found",
        (error: Error) => error.message,
      );
      expect(report).toMatch(/Replay it with FARTHING_SEED=-?\d+ FARTHING_PATH=[\d:]+ FARTHING_REPLAY_PATH=\S+$/);
    });
  }
});
