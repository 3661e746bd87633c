import type { CalendarDate, Id, Month } from "@farthing/contract";
import { addDays, addMonths, monthOf } from "../../dates/calendar.ts";
import type { TransactionRecord } from "../../ports/records.ts";
import type { Context } from "../context.ts";
import { eachTransaction } from "../transactions/each-transaction.ts";
import { readRange } from "../transactions/read-range.ts";

/** How far apart the two sides of a transfer may be. */
const DAYS_APART = 3;
/** How many saved transactions to remember before beginning anew. */
const REMEMBERED_MAX = 50_000;

type Side = Pick<TransactionRecord, "date" | "type" | "amount">;

const keyOf = ({ type, amount }: Pick<Side, "type" | "amount">) => `${type} ${amount}`;

/** Finds the saved other side of a row. Each saved transaction answers to one row at most. */
export interface Transfers {
  find(side: Side, account: string): Promise<Id | undefined>;
}

/**
 * @param importId of the import that is being written, whose own rows are no other side.
 * @param filled months that have transactions.
 */
export function findTransfers(context: Context, importId: Id | undefined, filled: ReadonlySet<Month>): Transfers {
  const near = new Set([...filled].flatMap((month) => [-1, 0, 1].map((count) => addMonths(month, count))));
  const days = new Map<CalendarDate, Map<string, TransactionRecord[]>>();
  const answered = new Set<Id>();
  let remembered = 0;

  async function day(date: CalendarDate): Promise<Map<string, TransactionRecord[]>> {
    const known = days.get(date);
    if (known !== undefined) return known;
    if (remembered > REMEMBERED_MAX) {
      days.clear();
      remembered = 0;
    }
    const bySide = new Map<string, TransactionRecord[]>();
    for await (const records of eachTransaction(context, readRange({ from: date, to: date }, "asc"))) {
      for (const record of records) {
        if (record.importId !== null && record.importId === importId) continue;
        const side = bySide.get(keyOf(record));
        if (side === undefined) bySide.set(keyOf(record), [record]);
        else side.push(record);
        remembered += 1;
      }
    }
    days.set(date, bySide);
    return bySide;
  }

  const nearest = Array.from({ length: 2 * DAYS_APART + 1 }, (_, index) =>
    index % 2 === 0 ? -index / 2 : (index + 1) / 2,
  );

  return {
    async find({ date, type, amount }, account) {
      if (!near.has(monthOf(date))) return undefined;
      const wanted = keyOf({ type: type === "income" ? "expense" : "income", amount });
      for (const away of nearest) {
        const found = (await day(addDays(date, away)))
          .get(wanted)
          ?.find((other) => other.account !== account && !answered.has(other.id));
        if (found === undefined) continue;
        answered.add(found.id);
        return found.id;
      }
      return undefined;
    },
  };
}
