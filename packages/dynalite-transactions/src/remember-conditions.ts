import type { Custom, Store } from "./dynalite-types.ts";

interface Conditional {
  ConditionExpression?: string;
  ExpressionAttributeNames?: object;
  ExpressionAttributeValues?: object;
  /** What dynalite's validation leaves for its action. */
  _condition?: object;
}

const conditionsMax = 1000;
const charactersMax = 2000;

/**
 * A validation of actions whose only expression is their condition, that parses each condition once. A hundred puts
 * usually share one, and parsing it is most of the work of putting an item.
 */
export const rememberConditions = (custom: Custom): Custom => {
  const conditions = new Map<string, object>();
  return (data: Conditional, store: Store) => {
    const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues, ...rest } = data;
    if (ConditionExpression === undefined) return custom(data as never, store);
    const key = JSON.stringify([ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues]);
    const known = conditions.get(key);
    if (known !== undefined) {
      data._condition = known;
      return custom(rest as never, store);
    }
    const fault = custom(data as never, store);
    if (fault || data._condition === undefined) return fault;
    if (conditions.size >= conditionsMax) conditions.clear();
    if (key.length <= charactersMax) conditions.set(key, data._condition);
    return undefined;
  };
};
