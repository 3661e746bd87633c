import type { CalendarDate, Id } from "@farthing/contract";
import { type Change, type Expect, homeDate, type LedgerId, type Sums, type TransactionSlot } from "@farthing/core";
import type { Item, ItemKey } from "./item.ts";
import { markKey, registeredKey } from "./item-keys.ts";
import { type Figure, figureAttributes, monthKey, writeMonth } from "./month-item.ts";
import { recordKey, writeRecord } from "./record-items.ts";
import { homeKey, slotKey, writeSlot } from "./slot-items.ts";

/** What is done to one item; where `expect` doesn't hold, nothing of the commit is done. */
export type Action =
  | { does: "put"; item: Item; expect?: Expect | undefined }
  | { does: "delete"; key: ItemKey; expect?: Expect | undefined }
  | { does: "check"; key: ItemKey; expect: Expect }
  /** Adds figures to attributes, unless the month's income or expense would be too large. */
  | { does: "add"; key: ItemKey; figures: readonly Figure[]; sums: Pick<Sums, "income" | "expense"> };

/** An action and the place of the change it is for. */
export interface Step {
  action: Action;
  change: number;
}

export interface CommitPlan {
  steps: readonly Step[];
  /** What enters the ledger in the register, or takes it out: it belongs to the commit though no weight is counted for it. */
  register: Step | undefined;
}

interface SlotChange {
  ledger: LedgerId;
  id: Id;
  expect: Expect;
  was: CalendarDate | undefined;
}

/** Puts a transaction or what stays of one in the place of whatever stands at its id, or nothing at all. */
function replaceSlot({ ledger, id, expect, was }: SlotChange, next: TransactionSlot | undefined): Action[] {
  const home = homeDate(id);
  const isAway = next?.kind === "transaction" && next.date !== home;
  const atHome = isAway ? ({ kind: "moved", id, to: next.date } as const) : next;
  if (expect === "absent") {
    const claim: Action[] = atHome === undefined ? [] : [{ does: "put", item: writeSlot(ledger, atHome), expect }];
    return isAway ? [...claim, { does: "put", item: writeSlot(ledger, next) }] : claim;
  }
  const from = slotKey(ledger, was ?? "", id);
  if (isAway && was === next.date) return [{ does: "put", item: writeSlot(ledger, next), expect }];
  const asked = was === home ? expect : undefined;
  return [
    ...(was === home ? [] : [{ does: "delete", key: from, expect } as const]),
    ...(isAway ? [{ does: "put", item: writeSlot(ledger, next) } as const] : []),
    atHome === undefined
      ? { does: "delete", key: homeKey(ledger, id), expect: asked }
      : { does: "put", item: writeSlot(ledger, atHome), expect: asked },
  ];
}

function actionsFor(ledger: LedgerId, change: Change): Action[] {
  switch (change.op) {
    case "put": {
      const { record, expect } = change;
      if (record.kind === "transaction" || record.kind === "gone") {
        return replaceSlot({ ledger, id: record.id, expect, was: "was" in change ? change.was : undefined }, record);
      }
      const item = record.kind === "month" ? writeMonth(ledger, record) : writeRecord(ledger, record);
      return [{ does: "put", item, expect }];
    }
    case "delete": {
      const { id, expect } = change;
      return change.kind === "transaction"
        ? replaceSlot({ ledger, id, expect, was: change.was }, undefined)
        : [{ does: "delete", key: recordKey(ledger, change.kind, id), expect }];
    }
    case "check": {
      const { id, expect } = change;
      const key = change.kind === "transaction" ? slotKey(ledger, change.was, id) : recordKey(ledger, change.kind, id);
      return [{ does: "check", key, expect }];
    }
    case "add": {
      const { month, sums, categories } = change;
      const figures = figureAttributes(sums, categories);
      return [{ does: "add", key: monthKey(ledger, month), figures, sums: { ...sums } }];
    }
    case "mark":
      return [{ does: "put", item: markKey(ledger, change.work, change.on) as Item }];
    case "unmark":
      return [{ does: "delete", key: markKey(ledger, change.work, change.on) }];
  }
}

function registration(ledger: LedgerId, change: Change): Action | undefined {
  const key = registeredKey(ledger);
  if (change.op === "put" && change.record.kind === "settings" && change.expect === "absent") {
    return { does: "put", item: key as Item };
  }
  return change.op === "delete" && change.kind === "settings" ? { does: "delete", key } : undefined;
}

/** What a commit comes to, item by item; each item is named once. Encoded here, so that the giver may change the changes. */
export function planCommit(ledger: LedgerId, changes: readonly Change[]): CommitPlan {
  const steps = changes.flatMap((of, change) => actionsFor(ledger, of).map((action) => ({ action, change })));
  const registers = changes.flatMap((of, change) => {
    const action = registration(ledger, of);
    return action === undefined ? [] : [{ action, change }];
  });
  return { steps, register: registers[0] };
}
