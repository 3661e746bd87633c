import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Expect, MONTH_SUM_MAX } from "@farthing/core";
import { type Figure, figureEndings, VERSION } from "./month-item.ts";
import type { Action } from "./plan-commit.ts";

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

interface Condition {
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues?: Record<string, number>;
}

export const condition = (expect: Expect): Condition =>
  expect === "absent"
    ? { ConditionExpression: "attribute_not_exists(#p)", ExpressionAttributeNames: { "#p": "PK" } }
    : {
        ConditionExpression: "#v = :v",
        ExpressionAttributeNames: { "#v": VERSION },
        ExpressionAttributeValues: { ":v": expect },
      };

const maybe = (expect: Expect | undefined) => (expect === undefined ? {} : condition(expect));

/**
 * Adds every figure to its attribute, unless the month's income or expense would pass the largest sum. A condition can't add, so
 * it compares what stands there with the room that is left.
 */
function addition({ figures, sums }: Extract<Action, { does: "add" }>) {
  const added: readonly Figure[] = [[VERSION, 1], ...figures];
  const aliases = added.map(([attribute], index) => [attribute, index.toString(36)] as const);
  const aliasOf = Object.fromEntries(aliases);
  const rooms = (["income", "expense"] as const).map((figure) => {
    const ending = figureEndings[figure];
    const fits = `#${aliasOf[ending]} <= :room${ending}`;
    const holds = sums[figure] > MONTH_SUM_MAX ? fits : `(attribute_not_exists(#${aliasOf[ending]}) OR ${fits})`;
    return { holds, name: `:room${ending}`, room: MONTH_SUM_MAX - sums[figure] };
  });
  return {
    UpdateExpression: `ADD ${aliases.map(([, alias]) => `#${alias} :${alias}`).join(",")}`,
    ConditionExpression: rooms.map(({ holds }) => holds).join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(aliases.map(([attribute, alias]) => [`#${alias}`, attribute])),
    ExpressionAttributeValues: Object.fromEntries([
      ...added.map(([attribute, value]) => [`:${aliasOf[attribute]}`, value]),
      ...rooms.map(({ name, room }) => [name, room]),
    ]),
  };
}

/** An action as `TransactWriteItems` takes it. */
export function transactItem(TableName: string, action: Action): TransactItem {
  switch (action.does) {
    case "put":
      return { Put: { TableName, Item: action.item, ...maybe(action.expect) } };
    case "delete":
      return { Delete: { TableName, Key: action.key, ...maybe(action.expect) } };
    case "check":
      return { ConditionCheck: { TableName, Key: action.key, ...condition(action.expect) } };
    case "add":
      return { Update: { TableName, Key: action.key, ...addition(action) } };
  }
}
