import { commitChecks } from "./checks/commits.ts";
import { copyChecks } from "./checks/copies.ts";
import { isolationChecks } from "./checks/isolation.ts";
import { lifetimeChecks } from "./checks/lifetimes.ts";
import { listChecks } from "./checks/lists.ts";
import { monthChecks } from "./checks/months.ts";
import { operatorChecks } from "./checks/operators.ts";
import { raceChecks } from "./checks/races.ts";
import { recordChecks } from "./checks/records.ts";
import { textChecks } from "./checks/texts.ts";
import { transactionChecks } from "./checks/transactions.ts";
import { compareWithModel } from "./random-calls.ts";
import type { StoreChecks } from "./store-check.ts";

/** Everything the store port promises, as checks that can be run on any store. */
export const storeChecks: readonly StoreChecks[] = [
  transactionChecks,
  recordChecks,
  commitChecks,
  monthChecks,
  listChecks,
  raceChecks,
  copyChecks,
  textChecks,
  isolationChecks,
  operatorChecks,
  lifetimeChecks,
  {
    about: "any calls in any order",
    checks: [{ title: "shows after each what the plain model shows", run: compareWithModel }],
  },
];
