import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { captureStore } from "./capture-store.ts";
import { checkDynalite } from "./check-dynalite.ts";
import type { Store } from "./dynalite-types.ts";

const options = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

describe("the inside of dynalite", () => {
  it("is that of the one version that this was written for", () => {
    const require = createRequire(import.meta.url);
    expect(require("dynalite/package.json").version).toBe("4.0.0");
    expect(require("../package.json").dependencies.dynalite).toBe("4.0.0");
  });

  it("is as expected, and captured anew each time", () => {
    const one = captureStore(options);
    const other = captureStore(options);
    expect(one.store.db).not.toBe(other.store.db);
    expect(one.listener).toBeTypeOf("function");
  });

  const broken = (change: (store: Store) => void) => () => {
    const { store, listener } = captureStore(options);
    change(store);
    checkDynalite(store, listener);
  };
  const another =
    "dynalite-transactions leans on the inside of dynalite 4.0.0, and the dynalite found here is another: ";

  it.each([
    [
      "there is no store.getItemDb, store.db.getMany. Install dynalite 4.0.0.",
      broken((store) => {
        Reflect.deleteProperty(store, "getItemDb");
        Object.defineProperty(store.db, "getMany", { value: undefined });
      }),
    ],
    [
      "it keeps item-table~ elsewhere. Install dynalite 4.0.0.",
      broken((store) => {
        store.getItemDb = store.getTagDb;
      }),
    ],
    ["it makes its store in another way. Install dynalite 4.0.0.", () => checkDynalite(undefined, undefined)],
    [
      "its server has no listener. Install dynalite 4.0.0.",
      () => checkDynalite(captureStore(options).store, undefined),
    ],
  ])("is refused with a cure when %s", (detail, open) => {
    expect(open).toThrow(another + detail);
  });
});
