import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { type Sender, unavailable } from "./create-sender.ts";
import type { ItemKey, StoredItem } from "./item.ts";

const AT_ONCE = 100;

export async function getItem(sender: Sender, Key: ItemKey): Promise<StoredItem | undefined> {
  const { Item } = await sender.send((documents) =>
    documents.send(new GetCommand({ TableName: sender.table, Key, ConsistentRead: true })),
  );
  return Item as StoredItem | undefined;
}

/** At most 100 keys; what the table was too busy to read is asked for again. */
async function getSome(sender: Sender, keys: readonly ItemKey[]): Promise<StoredItem[]> {
  const again = sender.patience();
  const found: StoredItem[] = [];
  for (let Keys = [...keys]; ; ) {
    const { Responses, UnprocessedKeys } = await sender.send((documents) =>
      documents.send(new BatchGetCommand({ RequestItems: { [sender.table]: { Keys, ConsistentRead: true } } })),
    );
    found.push(...((Responses?.[sender.table] ?? []) as StoredItem[]));
    Keys = (UnprocessedKeys?.[sender.table]?.Keys ?? []) as ItemKey[];
    if (Keys.length === 0) return found;
    if (!(await again())) throw unavailable(sender.table);
  }
}

/** What stands at these keys, which are different ones, in no particular order. */
export async function getItems(sender: Sender, keys: readonly ItemKey[]): Promise<StoredItem[]> {
  const parts = Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, part) =>
    keys.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
  return (await Promise.all(parts.map((part) => getSome(sender, part)))).flat();
}
