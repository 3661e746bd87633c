/// <reference path="./dynalite.d.ts" />
import type { RequestListener } from "node:http";
import dynalite from "dynalite";
import database from "dynalite/db/index.js";
import { checkDynalite } from "./check-dynalite.ts";
import type { Store } from "./dynalite-types.ts";

export interface Captured {
  store: Store;
  /** Answers what dynalite knows, from the store. */
  listener: RequestListener;
}

/** dynalite shows its store to nobody but the listener that it makes. */
export const captureStore = (options: object): Captured => {
  const { create } = database;
  let store: Store | undefined;
  database.create = (given) => {
    store = create(given);
    return store;
  };
  try {
    const [listener] = dynalite(options).listeners("request");
    return checkDynalite(store, listener as RequestListener | undefined);
  } finally {
    database.create = create;
  }
};
