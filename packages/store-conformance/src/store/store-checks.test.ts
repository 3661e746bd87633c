import { afterEach, describe, expect, it, vi } from "vitest";
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
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const reportOn = (harness: StoreHarness) =>
    compareWithModel(harness).then(
      () => "nothing found",
      (error: Error) => error.message,
    );
  const found = [
    "makes the changes that come before the one that fails",
    "loses one of two adds that race",
    "includes the date that a range ends before",
    "answers from what it read before",
    "takes no notice of expecting nothing",
  ];

  for (const { flaw, breaks } of brokenStores.filter((broken) => found.includes(broken.flaw))) {
    it(`find a store that ${flaw}, and find it again at once from what they report`, async () => {
      const report = await reportOn(harnessOf(breaks));
      const replay = /Replay it with FC_SEED=(-?\d+) FC_PATH=([\d:]+) FC_REPLAY_PATH=(\S+)$/.exec(report);
      expect(replay).not.toBeNull();
      const [, seed, path, replayPath] = replay as unknown as string[];
      vi.stubEnv("FC_SEED", seed);
      vi.stubEnv("FC_PATH", path);
      vi.stubEnv("FC_REPLAY_PATH", replayPath);
      expect(await reportOn(harnessOf(breaks))).toContain("Property failed after 1 tests");
    });
  }
});
