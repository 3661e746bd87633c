import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { LedgerId } from "@farthing/core";
import { type Sender, unavailable } from "./create-sender.ts";
import type { ItemKey } from "./item.ts";
import { everyMark, partitionOf, readMark, registeredKey, registerOf } from "./item-keys.ts";
import { queryPages } from "./query.ts";
import { recordKey } from "./record-items.ts";

const AT_ONCE = 25;

/** At most 25; what the table was too busy to remove is sent again. */
async function removeSome(sender: Sender, keys: readonly ItemKey[]): Promise<void> {
  const again = sender.patience();
  for (let requests = keys.map(({ PK, SK }) => ({ DeleteRequest: { Key: { PK, SK } } })); ; ) {
    const { UnprocessedItems } = await sender.send((documents) =>
      documents.send(new BatchWriteCommand({ RequestItems: { [sender.table]: requests } })),
    );
    requests = (UnprocessedItems?.[sender.table] ?? []) as typeof requests;
    if (requests.length === 0) return;
    if (!(await again())) throw unavailable(sender.table);
  }
}

async function removeAll(sender: Sender, keys: readonly ItemKey[]): Promise<void> {
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    await removeSome(sender, keys.slice(start, start + AT_ONCE));
  }
}

/** The settings and the entry in the register go last, so that what is interrupted is still listed as a ledger. */
export async function eraseLedger(sender: Sender, ledger: LedgerId): Promise<void> {
  const partition = partitionOf(ledger);
  const settings = recordKey(ledger, "settings", "settings");
  const everything = { partition, first: "\0", last: "\u{10ffff}", keysOnly: true } as const;
  for await (const keys of queryPages(sender, everything)) {
    await removeAll(
      sender,
      keys.filter(({ SK }) => SK !== settings.SK),
    );
  }
  const marks = { partition: registerOf(ledger), ...everyMark };
  for await (const keys of queryPages(sender, marks)) {
    await removeAll(
      sender,
      keys.filter((key) => readMark(key).ledger === ledger),
    );
  }
  await removeAll(sender, [settings, registeredKey(ledger)]);
}
