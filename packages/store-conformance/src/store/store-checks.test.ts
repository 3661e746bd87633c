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

const named = storeChecks.flatMap(({ checks }) => checks).filter(({ run }) => run !== compareWithModel);

/** Titles of the checks that a store doesn't stand. */
async function caughtBy(harness: StoreHarness): Promise<string[]> {
  const titles: string[] = [];
  for (const { title, run } of named) {
    await run(harness).catch(() => titles.push(title));
  }
  return titles;
}

describe("the checks of stores", () => {
  it("have titles of their own", () => {
    expect(new Set(named.map(({ title }) => title)).size).toBe(named.length);
  });

  for (const { flaw, caughtBy: title, breaks } of brokenStores) {
    it(`find a store that ${flaw}`, async () => {
      expect(await caughtBy(harnessOf(breaks))).toContain(title);
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
    expect(await caughtBy(harness)).toContain("shows after it was closed and opened all that it showed before");
  });
});

describe("random calls", () => {
  const plain = ["makes the changes that come before", "loses one of two", "includes the date", "answers from what", "takes no notice"];

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
