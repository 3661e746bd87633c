import type { Operation, OperationName } from "@farthing/contract";

type Input<Name extends OperationName> = Exclude<Parameters<Operation<Name>>[0], undefined>;

/**
 * One call of an operation. A text that is `{coffee.id}` as a whole stands for the member `id` of what the earlier example that
 * calls its answer `coffee` was answered.
 */
export interface Example<Name extends OperationName = OperationName> {
  /** What the answer is called, by later examples too. */
  answer: string;
  /** All but the file, where there is one: that is {@link exampleFile}. */
  input?: Omit<Input<Name>, "file"> | undefined;
  options?: { ifVersion?: number | undefined; idempotencyKey?: string | undefined } | undefined;
}

/** The bank file that examples read, from the folder they are run in. */
export const exampleFile = {
  name: "november.csv",
  text: `Date,Description,Amount,Balance
2026-11-03,Green Lane Market,-42.18,1210.55
2026-11-09,Northline Rail,-18.40,1192.15
2026-11-14,Luma Books,-12.99,1179.16
`,
};

const november = { from: "2026-11-01", to: "2026-11-30" };

/** An example of every operation. In the order of the table of routes they all work, from an empty ledger on. */
export const examples: { readonly [Name in OperationName]: Example<Name> } = {
  "settings.get": { answer: "settings" },
  "settings.update": {
    answer: "changedSettings",
    input: { currency: "GBP", locale: "en-GB", timeZone: "Europe/London", monthlySavingsTarget: 25000 },
  },

  "categories.list": { answer: "categories" },
  "categories.create": { answer: "pets", input: { name: "Pets", type: "expense", color: 4, icon: "paw" } },
  "categories.get": { answer: "category", input: { id: "{pets.id}" } },
  "categories.update": {
    answer: "renamed",
    input: { id: "{pets.id}", name: "Pets and vets" },
    options: { ifVersion: 1 },
  },
  "categories.delete": { answer: "removed", input: { id: "{pets.id}", moveTo: "none" } },

  "transactions.create": {
    answer: "coffee",
    input: {
      date: "2026-11-05",
      type: "expense",
      amount: 410,
      description: "The Copper Kettle",
      categoryId: "eato",
      tags: ["coffee"],
      account: "Everyday",
    },
    options: { idempotencyKey: "till-17-receipt-2041" },
  },
  "transactions.batch": {
    answer: "batch",
    input: {
      create: [
        { date: "2026-11-01", type: "expense", amount: 92500, description: "Rent", categoryId: "hous" },
        { date: "2026-11-27", type: "income", amount: 241300, description: "Northline Rail", categoryId: "sala" },
      ],
      update: [{ id: "{coffee.id}", amount: 440 }],
    },
  },
  "transactions.bulk": {
    answer: "bulk",
    input: { filter: { ...november, q: "kettle" }, set: { account: "Joint" }, expect: 1 },
  },
  "transactions.list": { answer: "page", input: { ...november, type: "expense", limit: 50 } },
  "transactions.totals": { answer: "totals", input: { ...november, categoryId: "eato" } },
  "transactions.export": { answer: "piece", input: { from: "2026-01-01", to: "2026-12-31" } },
  "transactions.get": { answer: "transaction", input: { id: "{coffee.id}" } },
  "transactions.update": {
    answer: "changed",
    input: { id: "{coffee.id}", note: "With Sam", tags: ["coffee", "friends"] },
    options: { ifVersion: 3 },
  },
  "transactions.delete": { answer: "deleted", input: { id: "{coffee.id}" } },

  "imports.preview": { answer: "preview", input: { account: "Everyday" } },
  "imports.create": { answer: "statement", input: { account: "Everyday", plan: "{preview.plan}" } },
  "imports.list": { answer: "imports", input: { limit: 20 } },
  "imports.get": { answer: "imported", input: { id: "{statement.id}" } },
  "imports.undo": { answer: "takenBack", input: { id: "{statement.id}" } },

  "reports.months": { answer: "months", input: { from: "2026-01", to: "2026-12" } },
  "reports.categories": { answer: "byCategory", input: november },
  "reports.days": { answer: "days", input: { ...november, categoryId: "hous" } },

  "maintenance.verify": { answer: "verified" },
  "maintenance.rebuild": { answer: "rebuilt" },

  undo: { answer: "undone", input: { undoId: "{deleted.undo}" } },
};
