import type { CalendarDate, Id } from "@farthing/contract";
import type { Hash } from "../../ports/hash.ts";
import type { StatementRow } from "../../statements/statement-row.ts";
import { fold } from "../../text/fold.ts";
import { homeDate, transactionId } from "../transactions/transaction-id.ts";

const ID_LENGTH = 24;

/** What makes a row the same row in another file: its bank's id, or else everything that can be seen of it. */
const keyOf = ({ date, type, amount, description, bankId }: StatementRow, account: string) =>
  bankId === null ? [account, date, type, amount, fold(description).replace(/\s+/g, " ")] : [account, bankId];

/** Gives each row of a file, in order, the id of its transaction. */
export interface RowKeys {
  /** @param account the one the row will have. `repeated`: the file has said before that this very row is in it. */
  idOf(row: StatementRow, account: string): { id: Id; repeated: boolean };
}

/** Numbers of 52 bits stand for the digests of a day; equal rows have equal dates. */
function dayCounter() {
  const days = new Map<CalendarDate, Map<number, number>>();
  return (date: CalendarDate, digest: string): number => {
    const day = days.get(date) ?? new Map<number, number>();
    days.set(date, day);
    const short = Number.parseInt(digest.slice(0, 13), 16);
    const count = (day.get(short) ?? 0) + 1;
    day.set(short, count);
    return count;
  };
}

/**
 * The id is made from what the row is, so the same row has the same id in whatever file it comes. Equal rows of one file are
 * told apart by their number: two equal coffees on a day are two. Rows that bring an id, their own or their bank's, are what it
 * says they are, and the second with it is the first again.
 */
export function rowKeys(hash: Hash): RowKeys {
  const count = dayCounter();
  return {
    idOf(row, account) {
      if (row.id !== null) return { id: row.id, repeated: count(homeDate(row.id), hash.text(row.id)) > 1 };
      const key = JSON.stringify(keyOf(row, account));
      const digest = hash.text(key);
      const number = count(row.date, digest);
      if (row.bankId !== null || number === 1)
        return { id: transactionId(row.date, digest.slice(0, ID_LENGTH)), repeated: number > 1 };
      return { id: transactionId(row.date, hash.text(`${key} ${number}`).slice(0, ID_LENGTH)), repeated: false };
    },
  };
}

/** The id of a row that is imported although it is there already: the first of a series of its own. */
export const againId = (hash: Hash, id: Id, count: number): Id =>
  `${id.slice(0, 9)}${hash.text(`again ${count} ${id}`).slice(0, ID_LENGTH)}`;
