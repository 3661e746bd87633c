import type { RequestListener } from "node:http";
import type { Backend } from "./backend.ts";
import { captureStore } from "./capture-store.ts";
import { checkOptions } from "./check-options.ts";
import { openClientTokens } from "./client-tokens.ts";
import { explainOpening } from "./explain-failure.ts";
import { improveStore } from "./improve-store.ts";
import { createItemLocks } from "./item-locks.ts";
import type { DynamoDbOptions } from "./options.ts";

/** Opens the database, with dynalite's own listener upon it. Throws what a user of the package understands. */
export const openBackend = async (
  options: DynamoDbOptions = {},
): Promise<{ backend: Backend; listener: RequestListener }> => {
  checkOptions(options);
  const { path, onConflict = "wait", transactionMs = 0 } = options;
  const { createTableMs = 0, deleteTableMs = 0, updateTableMs = 0 } = options;
  const { store, listener } = captureStore({ path, createTableMs, deleteTableMs, updateTableMs });
  await store.db.open().catch((error: unknown) => Promise.reject(explainOpening(path ?? "", error)));
  const locks = createItemLocks();
  const commit = improveStore(store, locks);
  const tokens = await openClientTokens(store.db);
  return { backend: { store, locks, tokens, commit, onConflict, transactionMs }, listener };
};
