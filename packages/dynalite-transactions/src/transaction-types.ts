import type { Types } from "./dynalite-types.ts";
import type { TransactAction } from "./transact-action.ts";

/** What both transactions have in common: up to a hundred actions, each under its name. A single name has to be there. */
export const transactionTypes = (actions: Record<string, TransactAction>): Types => ({
  ReturnConsumedCapacity: { type: "String", enum: ["INDEXES", "TOTAL", "NONE"] },
  TransactItems: {
    type: "List",
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 100,
    children: {
      type: "ValueStruct<TransactItem>",
      children: Object.fromEntries(
        Object.entries(actions).map(([name, { types }], _place, { length }) => [
          name,
          { type: `FieldStruct<${name}>`, ...(length === 1 ? { notNull: true } : {}), children: types },
        ]),
      ),
    },
  },
});
