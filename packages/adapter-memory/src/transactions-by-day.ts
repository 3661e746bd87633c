import type { CalendarDate, Id } from "@farthing/contract";
import type { TransactionRange, TransactionRecord } from "@farthing/core";
import { leading } from "./leading.ts";

/** Transactions in a list a day, each kept in the order of ids, so that nothing has to be sorted to be read. */
export interface TransactionsByDay {
  /** Nothing with its id may stand under its date. */
  add(record: TransactionRecord): void;
  remove(date: CalendarDate, id: Id): void;
  /** From the beginning of a range to its end. */
  walk(range: Omit<TransactionRange, "limit">): Iterable<TransactionRecord>;
}

export function createTransactionsByDay(): TransactionsByDay {
  const dates: CalendarDate[] = [];
  const days = new Map<CalendarDate, TransactionRecord[]>();

  function add(record: TransactionRecord): void {
    const { date, id } = record;
    const day = days.get(date);
    if (day === undefined) {
      days.set(date, [record]);
      dates.splice(
        leading(dates, (other) => other < date),
        0,
        date,
      );
      return;
    }
    const place = leading(day, (other) => other.id < id);
    if (place === day.length) day.push(record);
    else day.splice(place, 0, record);
  }

  function remove(date: CalendarDate, id: Id): void {
    const day = days.get(date) ?? [];
    day.splice(
      leading(day, (other) => other.id < id),
      1,
    );
    if (day.length > 0) return;
    days.delete(date);
    dates.splice(
      leading(dates, (other) => other < date),
      1,
    );
  }

  function* walk({ from, before, order, after }: Omit<TransactionRange, "limit">): Iterable<TransactionRecord> {
    const forwards = order === "asc";
    const step = forwards ? 1 : -1;
    const start = leading(dates, (date) =>
      forwards
        ? date < from || (after !== undefined && date < after.date)
        : date < before && (after === undefined || date <= after.date),
    );
    for (let place = forwards ? start : start - 1; ; place += step) {
      const date = dates[place];
      if (date === undefined || date < from || date >= before) return;
      const day = days.get(date) as TransactionRecord[];
      const first =
        date !== after?.date
          ? forwards
            ? 0
            : day.length
          : leading(day, ({ id }) => (forwards ? id <= after.id : id < after.id));
      for (let row = forwards ? first : first - 1; row >= 0 && row < day.length; row += step) {
        yield day[row] as TransactionRecord;
      }
    }
  }

  return { add, remove, walk };
}
