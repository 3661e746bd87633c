import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Expect, MONTH_SUM_MAX } from "@farthing/core";
import { figureEndings, VERSION } from "./month-item.ts";
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
  const ExpressionAttributeNames: Record<string, string> = {};
  const ExpressionAttributeValues: Record<string, number> = {};
  const aliases = new Map<number, string>();
  const valueAlias = (value: number): string => {
    const alias = aliases.get(value) ?? `:${aliases.size.toString(36)}`;
    aliases.set(value, alias);
    ExpressionAttributeValues[alias] = value;
    return alias;
  };
  const nameAliases = new Map<string, string>();
  const added = [[VERSION, 1] as const, ...figures].map(([attribute, value], index) => {
    const alias = `#${index.toString(36)}`;
    nameAliases.set(attribute, alias);
    ExpressionAttributeNames[alias] = attribute;
    return `${alias} ${valueAlias(value)}`;
  });
  const conditions = (["income", "expense"] as const).map((figure) => {
    const alias = nameAliases.get(figureEndings[figure]);
    const fits = `${alias} <= ${valueAlias(MONTH_SUM_MAX - sums[figure])}`;
    return sums[figure] > MONTH_SUM_MAX ? fits : `(attribute_not_exists(${alias}) OR ${fits})`;
  });
  return {
    UpdateExpression: `ADD ${added.join(",")}`,
    ConditionExpression: conditions.join(" AND "),
    ExpressionAttributeNames,
    ExpressionAttributeValues,
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
