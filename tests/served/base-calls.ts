import type { OperationName } from "@farthing/contract";
import type { Call } from "./call.ts";

/** What a user owns, by its ids. */
export interface Own {
  category: string;
  otherCategory: string;
  transaction: string;
  otherTransaction: string;
  import: string;
  /** Takes a deletion back. */
  undo: string;
  /** How many transactions there are. */
  transactions: number;
}

const coffee = { date: "2026-03-05", type: "expense", amount: 410, description: "Coffee" };
export const bankFile = (...lines: string[]) => `Date,Description,Amount\n${lines.join("\n")}\n`;
const file = bankFile("2026-03-08,Bread,-3.10");
const form = {
  mapping: { columns: ["date", "description", "amount"] },
  choices: [{ line: 2, do: "import", set: {} }],
};
const year = { from: "2026-01-01", to: "2026-12-31" };

/** One good call of every operation, of what somebody owns, with everything in it that more can be put into. */
export const baseCalls: Readonly<Record<OperationName, (own: Own) => Call>> = {
  "settings.get": () => ({}),
  "settings.update": () => ({ body: { weekStart: 1 } }),
  "categories.list": () => ({}),
  "categories.create": () => ({ body: { name: "Pets", type: "expense" } }),
  "categories.get": ({ category }) => ({ path: { id: category } }),
  "categories.update": ({ category }) => ({ path: { id: category }, body: { color: 3 } }),
  "categories.delete": ({ category }) => ({ path: { id: category }, query: { moveTo: "none" } }),
  "transactions.create": () => ({ body: { ...coffee, tags: ["cup"] } }),
  "transactions.batch": ({ transaction, otherTransaction }) => ({
    body: {
      create: [{ ...coffee, tags: ["cup"] }],
      update: [{ id: transaction, amount: 5, tags: ["cup"] }],
      delete: [{ id: otherTransaction }],
    },
  }),
  "transactions.bulk": ({ transactions }) => ({
    body: { filter: {}, set: { account: "Joint", tags: ["cup"] }, expect: transactions },
  }),
  "transactions.list": () => ({}),
  "transactions.totals": () => ({}),
  "transactions.export": () => ({}),
  "transactions.get": ({ transaction }) => ({ path: { id: transaction } }),
  "transactions.update": ({ transaction }) => ({ path: { id: transaction }, body: { amount: 5, tags: ["cup"] } }),
  "transactions.delete": ({ transaction }) => ({ path: { id: transaction } }),
  "imports.preview": () => ({ file, form }),
  "imports.create": () => ({ file, form }),
  "imports.list": () => ({}),
  "imports.get": (own) => ({ path: { id: own.import } }),
  "imports.undo": (own) => ({ path: { id: own.import } }),
  "reports.months": () => ({ query: { from: "2026-01", to: "2026-12" } }),
  "reports.categories": () => ({ query: year }),
  "reports.days": () => ({ query: { from: "2026-03-01", to: "2026-03-31" } }),
  "maintenance.verify": () => ({}),
  "maintenance.rebuild": () => ({}),
  undo: ({ undo }) => ({ path: { undoId: undo } }),
};
