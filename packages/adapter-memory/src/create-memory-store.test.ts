import { describeLedgerStore } from "@farthing/store-conformance";
import { createMemoryStore } from "./create-memory-store.ts";

describeLedgerStore("the store in memory", {
  async create() {
    const store = createMemoryStore();
    return { store, reopen: async () => store, destroy: () => store.close() };
  },
});
