import type { CalendarDate, Id } from "@farthing/contract";
import type { Found, TransactionPosition, TransactionRange, TransactionRecord } from "@farthing/core";
import { leading } from "./leading.ts";

/** Transactions in a list a day, each kept in the order of ids, so that nothing has to be sorted to be read. */
export interface TransactionsByDay {
  /** Nothing with its id may stand under its date. */
  add(record: TransactionRecord): void;
  remove(date: CalendarDate, id: Id): void;
  read(range: TransactionRange): Found<TransactionRecord, TransactionPosition>;
}

const placeOf = ({ date, id }: TransactionRecord): TransactionPosition => ({ date, id });

/** Place in a day's list of the first that is read of it. */
function firstOf(
  day: readonly TransactionRecord[],
  date: CalendarDate,
  order: TransactionRange["order"],
  after: TransactionPosition | undefined,
): number {
  if (order === "asc") return date === after?.date ? leading(day, ({ id }) => id <= after.id) : 0;
  return (date === after?.date ? leading(day, ({ id }) => id < after.id) : day.length) - 1;
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

  function read({
    from,
    before,
    order,
    after,
    limit,
  }: TransactionRange): Found<TransactionRecord, TransactionPosition> {
    const forwards = order === "asc";
    const step = forwards ? 1 : -1;
    const start = leading(dates, (date) =>
      forwards
        ? date < from || (after !== undefined && date < after.date)
        : date < before && (after === undefined || date <= after.date),
    );
    const records: TransactionRecord[] = [];
    for (let place = forwards ? start : start - 1; ; place += step) {
      const date = dates[place];
      if (date === undefined || date < from || date >= before) return { records };
      const day = days.get(date) as TransactionRecord[];
      for (let row = firstOf(day, date, order, after); row >= 0 && row < day.length; row += step) {
        if (records.length === limit) return { records, next: placeOf(records[limit - 1] as TransactionRecord) };
        records.push(day[row] as TransactionRecord);
      }
    }
  }

  return { add, remove, read };
}
