import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { CommitRefused, type LedgerId } from "@farthing/core";
import { type Sender, unavailable } from "./create-sender.ts";
import { getItem } from "./get-items.ts";
import type { Item } from "./item.ts";
import { registeredKey } from "./item-keys.ts";
import { VERSION } from "./month-item.ts";
import type { CommitPlan, Step } from "./plan-commit.ts";
import { recordKey } from "./record-items.ts";
import { WRITE } from "./shape.ts";
import { condition, transactItem } from "./transact-item.ts";

const ACTIONS_MAX = 100;

/** An expectation that failed is named before a sum that is too large. */
function refusal(steps: readonly Step[], refused: readonly number[]): CommitRefused {
  const failed = refused.flatMap((place) => steps[place] ?? []);
  const expected = failed.find(({ action }) => action.does !== "add");
  return new CommitRefused((expected ?? failed[0])?.change ?? 0, expected === undefined ? "overflow" : "expectation");
}

/** By its token DynamoDB knows a try that was done already. */
async function transact(sender: Sender, steps: readonly Step[], token: string): Promise<void> {
  const TransactItems = steps.map(({ action }) => transactItem(sender.table, action));
  const outcome = await sender.attempt((documents) =>
    documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken: token })),
  );
  if ("refused" in outcome) throw refusal(steps, outcome.refused);
}

/**
 * Puts one item in the place of another version, at half the price of a transaction. There are no tokens for that, so the item
 * carries a mark of this write: where the condition fails and the mark stands there, an earlier try was done.
 */
async function putOne(sender: Sender, unmarked: Item, version: number, token: string): Promise<void> {
  const mark = token.slice(0, 8);
  const item: Item = { ...unmarked, [WRITE]: mark };
  const outcome = await sender.attempt((documents) =>
    documents.send(new PutCommand({ TableName: sender.table, Item: item, ...condition(version) })),
  );
  if ("output" in outcome) return;
  const stands = await getItem(sender, { PK: item.PK, SK: item.SK });
  if (stands?.[WRITE] === mark) return;
  const isAnothers = stands?.[VERSION] === item[VERSION];
  if (outcome.doubtful && !isAnothers) throw unavailable(sender.table);
  throw new CommitRefused(0, "expectation");
}

/**
 * A full commit that also begins or ends a ledger is one item too large. Its entry in the register then comes before it, or goes
 * after it, and goes as well where nothing came of the commit.
 */
async function transactBeside(
  sender: Sender,
  ledger: LedgerId,
  steps: readonly Step[],
  register: Step,
  token: () => string,
) {
  const isNew = register.action.does === "put";
  const tidy: Step[] = [
    { change: 0, action: { does: "check", key: recordKey(ledger, "settings", "settings"), expect: "absent" } },
    { change: 0, action: { does: "delete", key: registeredKey(ledger) } },
  ];
  const takeOut = async () => {
    await transact(sender, tidy, token()).catch((error) => {
      if (!(error instanceof CommitRefused)) throw error;
    });
  };
  if (isNew) await transact(sender, [register], token());
  try {
    await transact(sender, steps, token());
  } catch (error) {
    if (isNew && error instanceof CommitRefused) await takeOut();
    throw error;
  }
  if (!isNew) await takeOut();
}

/**
 * Makes what was planned, all or nothing.
 * @param token makes what was never made before, 8 … 36 characters.
 * @throws CommitRefused
 * @throws FarthingError `unavailable` when it isn't known whether it happened.
 */
export async function writeCommit(
  sender: Sender,
  ledger: LedgerId,
  { steps, register }: CommitPlan,
  token: () => string,
): Promise<void> {
  const [only, ...more] = steps;
  if (only?.action.does === "put" && typeof only.action.expect === "number" && more.length === 0) {
    return putOne(sender, only.action.item, only.action.expect, token());
  }
  if (register === undefined) return transact(sender, steps, token());
  if (steps.length < ACTIONS_MAX) return transact(sender, [...steps, register], token());
  return transactBeside(sender, ledger, steps, register, token);
}
