import type { LedgerStore } from "@farthing/core";

/**
 * What the credentials of a store must be allowed on the table, method by method, and nothing more: a policy for readers alone
 * leaves out `commit` and `erase`. Transactions are allowed by the actions that they consist of.
 */
export const iamActions = {
  getTransaction: ["dynamodb:GetItem"],
  listTransactions: ["dynamodb:Query"],
  getTransactions: ["dynamodb:BatchGetItem", "dynamodb:Query"],
  getSmall: ["dynamodb:Query"],
  listMonths: ["dynamodb:GetItem", "dynamodb:Query"],
  getKept: ["dynamodb:GetItem"],
  listKept: ["dynamodb:Query"],
  commit: [
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ],
  erase: ["dynamodb:BatchWriteItem", "dynamodb:Query"],
  ledgers: ["dynamodb:Query"],
  due: ["dynamodb:Query"],
  close: [],
  checkTable: ["dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive"],
  createTable: [
    "dynamodb:CreateTable",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:UpdateTimeToLive",
  ],
} as const satisfies Record<keyof LedgerStore | "checkTable" | "createTable", readonly `dynamodb:${string}`[]>;
