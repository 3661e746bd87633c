import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createSender } from "../src/create-sender.ts";
import { getItems } from "../src/get-items.ts";
import type { ItemKey } from "../src/item.ts";
import { itemSize } from "../src/item-size.ts";
import { type Heard, listenIn } from "./listen-in.ts";
import { swiftClock } from "./swift-clock.ts";

/** Capacity that requests have used, by the rules that DynamoDB has published; reads are strong. */
export interface Cost {
  wcu: number;
  rcu: number;
}

export interface Meter {
  read(): Cost;
  reset(): void;
}

type Attributes = Record<string, unknown>;

const readUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / 4096));
const writeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024));
const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
const sizesOf = (items: unknown) => ((items ?? []) as object[]).map(itemSize);

/** One item that a request writes, or looks at in a transaction; what it will be isn't known of one that is updated. */
interface Write {
  key: ItemKey;
  item?: object | undefined;
}

function writesOf({ operation, input }: Heard): Write[] {
  const put = (Item: Attributes): Write => ({ key: Item as unknown as ItemKey, item: Item });
  if (operation === "PutItem") return [put(input.Item as Attributes)];
  if (operation === "TransactWriteItems") {
    const actions = (input.TransactItems as Record<string, Attributes>[]).flatMap((item) => Object.values(item));
    return actions.map(({ Item, Key }) => (Item ? put(Item as Attributes) : { key: Key as ItemKey }));
  }
  if (operation === "BatchWriteItem") {
    const requests = Object.values(input.RequestItems as Record<string, { DeleteRequest: { Key: ItemKey } }[]>);
    return requests.flat().map(({ DeleteRequest }) => ({ key: DeleteRequest.Key }));
  }
  return [];
}

const isUpdate = ({ operation, input }: Heard) =>
  operation === "TransactWriteItems" && (input.TransactItems as object[]).some((item) => "Update" in item);

function unitsRead({ operation, input }: Heard, answer: Attributes): number {
  if (operation === "GetItem") return readUnits(sum(sizesOf(answer.Item ? [answer.Item] : [])));
  if (operation === "Query") return readUnits(sum(sizesOf(answer.Items)));
  if (operation !== "BatchGetItem") return 0;
  const asked = Object.values(input.RequestItems as Record<string, { Keys: unknown[] }>);
  const found = Object.values(answer.Responses as Record<string, object[]>).flatMap(sizesOf);
  return sum(found.map(readUnits)) + sum(asked.map(({ Keys }) => Keys.length)) - found.length;
}

/**
 * Adds up what a client's requests about a table cost. Emulators report transactions wrongly, so it is worked out from the sizes
 * of the items.
 * @param aside a client that isn't metered, to look at items before and after they are written.
 */
export function meter(client: DynamoDBClient, aside: DynamoDBClient, table: string): Meter {
  const sender = createSender(aside, table, swiftClock());
  let cost: Cost = { wcu: 0, rcu: 0 };

  const sizesNow = async (writes: readonly Write[]) => {
    const keys = writes.map(({ key: { PK, SK } }) => ({ PK, SK }));
    const items = await getItems(sender, keys);
    return new Map(items.map((item) => [`${item.PK} ${item.SK}`, itemSize(item)]));
  };

  listenIn(client, async (heard, send) => {
    const writes = writesOf(heard);
    const before = await sizesNow(writes);
    let answer: Attributes = {};
    try {
      answer = await send();
      return answer;
    } finally {
      const after = isUpdate(heard) ? await sizesNow(writes) : before;
      const sizes = writes.map(({ key: { PK, SK }, item }) => {
        const name = `${PK} ${SK}`;
        return Math.max(item ? itemSize(item) : 0, before.get(name) ?? 0, after.get(name) ?? 0);
      });
      const factor = heard.operation === "TransactWriteItems" ? 2 : 1;
      cost = {
        wcu: cost.wcu + factor * sum(sizes.map(writeUnits)),
        rcu: cost.rcu + unitsRead(heard, answer),
      };
    }
  });

  return {
    read: () => cost,
    reset() {
      cost = { wcu: 0, rcu: 0 };
    },
  };
}
