import type { TransactionFilter } from "@farthing/contract";
import type { TransactionRecord } from "../../ports/records.ts";
import { fold } from "../../text/fold.ts";
import type { Small } from "../small.ts";

type Test = (record: TransactionRecord) => boolean;

/** The test for every filter but the dates; `undefined` where there are none. */
export function matchFilter(filter: TransactionFilter, { resolve }: Small): Test | undefined {
  const { type, categoryId, q, tag, account, amountFrom, amountTo, importId, recurringId } = filter;
  const tests: Test[] = [];
  if (type !== undefined) tests.push((record) => record.type === type);
  if (categoryId !== undefined) {
    const wanted = categoryId === "none" ? null : resolve(categoryId);
    const known = categoryId === "none" || wanted !== null;
    tests.push((record) => known && resolve(record.categoryId) === wanted);
  }
  if (account !== undefined) tests.push((record) => record.account === account);
  if (amountFrom !== undefined) tests.push((record) => record.amount >= amountFrom);
  if (amountTo !== undefined) tests.push((record) => record.amount <= amountTo);
  if (importId !== undefined) tests.push((record) => record.importId === importId);
  if (recurringId !== undefined) tests.push((record) => record.recurringId === recurringId);
  if (tag !== undefined) tests.push((record) => record.tags.includes(tag));
  if (q !== undefined) {
    const folded = fold(q);
    tests.push((record) => fold(record.description).includes(folded) || fold(record.note).includes(folded));
  }
  return tests.length === 0 ? undefined : (record) => tests.every((test) => test(record));
}
