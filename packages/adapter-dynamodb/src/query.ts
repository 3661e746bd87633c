import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Sender } from "./create-sender.ts";
import type { StoredItem } from "./item.ts";

/** Items of one partition, by the UTF-8 bytes of their sort keys. */
export interface ItemRange {
  partition: string;
  /** First and last sort key; both are in the range, and nothing need stand there. */
  first: string;
  last: string;
  order?: "asc" | "desc" | undefined;
  /** Only what follows this sort key, which is in the range. */
  after?: string | undefined;
  /** At most so many. */
  limit?: number | undefined;
  /** Read only the keys. */
  keysOnly?: true | undefined;
}

export interface ItemPage {
  items: readonly StoredItem[];
  /** The sort key to go on behind; missing at the end. Where it is there, the page may be short or empty. */
  next: string | undefined;
}

/** One request: it stops at `limit` or a megabyte. */
export async function queryPage(
  sender: Sender,
  { partition, first, last, order = "asc", after, limit, keysOnly }: ItemRange,
): Promise<ItemPage> {
  if (first > last) return { items: [], next: undefined };
  const { Items = [], LastEvaluatedKey } = await sender.send((documents) =>
    documents.send(
      new QueryCommand({
        TableName: sender.table,
        ConsistentRead: true,
        KeyConditionExpression: "#p = :p AND #s BETWEEN :first AND :last",
        ...(keysOnly && { ProjectionExpression: "#p, #s" }),
        ExpressionAttributeNames: { "#p": "PK", "#s": "SK" },
        ExpressionAttributeValues: { ":p": partition, ":first": first, ":last": last },
        ScanIndexForward: order === "asc",
        ...(after !== undefined && { ExclusiveStartKey: { PK: partition, SK: after } }),
        ...(limit !== undefined && { Limit: limit }),
      }),
    ),
  );
  return { items: Items as StoredItem[], next: LastEvaluatedKey?.SK as string | undefined };
}

/** Page after page to the end of the range. */
export async function* queryPages(sender: Sender, range: ItemRange): AsyncGenerator<readonly StoredItem[]> {
  let after = range.after;
  do {
    const { items, next } = await queryPage(sender, { ...range, after });
    yield items;
    after = next;
  } while (after !== undefined);
}

export async function queryAll(sender: Sender, range: ItemRange): Promise<StoredItem[]> {
  const all: StoredItem[] = [];
  for await (const items of queryPages(sender, range)) all.push(...items);
  return all;
}

/** First and last of the sort keys that begin alike; no id has a character behind `~`. */
export const beginningWith = (prefix: string) => ({ first: prefix, last: `${prefix}~` });
