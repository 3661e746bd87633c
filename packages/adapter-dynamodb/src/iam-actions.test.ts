import type { Change, LedgerStore } from "@farthing/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { idOn, settings, transaction } from "../test/ledger-samples.ts";
import { type Heard, listenIn } from "../test/listen-in.ts";
import { type LocalTables, openLocalTables } from "../test/local-tables.ts";
import { checkTable } from "./check-table.ts";
import { createDynamoDbStore } from "./create-dynamodb-store.ts";
import { createTable } from "./create-table.ts";
import { iamActions } from "./iam-actions.ts";

const date = "2026-11-05";
const ids = Array.from({ length: 5 }, (_, number) => idOn(date, number));
const [first = "", second = ""] = ids;
const sums = { income: 1, expense: 0, incomeCount: 1, expenseCount: 0 };
const edit: Change = { op: "put", record: transaction(first, { version: 2 }), expect: 1, was: date };

/** Something of everything, so that each call has to do all that it ever does. */
const everything: Change[] = [
  { op: "put", record: settings(), expect: "absent" },
  ...ids.map((id): Change => ({ op: "put", record: transaction(id), expect: "absent" })),
  { op: "put", record: transaction(idOn("2001-01-01", 1), { date }), expect: "absent" },
  { op: "add", month: "2026-11", sums, categories: {} },
  { op: "mark", work: "recurring", on: date },
];

type Call = (store: LedgerStore, place: { tables: LocalTables; tableName: string }) => Promise<unknown>;

const calls: Readonly<Record<keyof typeof iamActions, Call>> = {
  getTransaction: async (store) => {
    await store.getTransaction("me", first);
    await store.getTransaction("me", idOn("2001-01-01", 1));
  },
  listTransactions: (store) =>
    store.listTransactions("me", { from: "1900-01-01", before: "2200-01-01", order: "desc", limit: 5 }),
  getTransactions: (store) => store.getTransactions("me", [...ids, idOn("2001-01-01", 1)]),
  getSmall: (store) => store.getSmall("me"),
  listMonths: async (store) => {
    await store.listMonths("me", "2026-11", "2026-11");
    await store.listMonths("me", "2026-01", "2026-12");
  },
  getKept: (store) => store.getKept("me", "job", "import"),
  listKept: (store) => store.listKept("me", "undo", { order: "asc", limit: 5 }),
  async commit(store) {
    await store.commit("you", everything);
    await store.commit("you", [edit]);
    await store.commit("you", [edit]).catch(() => {});
    await store.commit("you", [
      { op: "check", kind: "settings", id: "settings", expect: 1 },
      { op: "delete", kind: "transaction", id: second, was: date, expect: 1 },
    ]);
  },
  erase: (store) => store.erase("me"),
  ledgers: (store) => store.ledgers(),
  due: (store) => store.due("recurring", date),
  close: (store) => store.close(),
  checkTable: (_, { tables, tableName }) => checkTable({ client: tables.client(), tableName }),
  createTable: (_, { tables }) => createTable({ client: tables.client(), tableName: "another", random: () => 0 }),
};

const inTransactions: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/** What a request needs to be allowed. */
const actionsOf = ({ operation, input }: Heard): string[] =>
  operation === "TransactWriteItems"
    ? (input.TransactItems as object[]).flatMap((item) => Object.keys(item).map((name) => inTransactions[name] ?? name))
    : [operation];

let tables: LocalTables;
beforeAll(async () => {
  tables = await openLocalTables();
});
afterAll(() => tables.close());

it.each(Object.entries(calls))("%s needs exactly the actions that are listed for it", async (name, call) => {
  const tableName = await tables.newTable();
  await createDynamoDbStore({ client: tables.client(), tableName }).commit("me", everything);
  const heard: Heard[] = [];
  const listening: LocalTables = {
    ...tables,
    client() {
      const client = tables.client();
      listenIn(client, (one, send) => {
        heard.push(one);
        return send();
      });
      return client;
    },
  };
  await call(createDynamoDbStore({ client: listening.client(), tableName }), { tables: listening, tableName });
  const needed = new Set(heard.flatMap(actionsOf).map((action) => `dynamodb:${action}`));
  expect([...needed].toSorted()).toEqual(iamActions[name as keyof typeof iamActions]);
});
