import { describeLedgerStore } from "./describe-ledger-store.ts";
import { createModelStore } from "./model-store.ts";

describeLedgerStore("the plain model", {
  async create() {
    const store = createModelStore();
    return { store, reopen: async () => store, destroy: () => store.close() };
  },
});
