import type { Id } from "@farthing/contract";
import type { GoneRecord, MonthRecord, SettingsRecord, TransactionRecord } from "@farthing/core";

export const transaction = (id: Id, members: Partial<TransactionRecord> = {}): TransactionRecord => ({
  kind: "transaction",
  id,
  version: 1,
  date: `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`,
  type: "expense",
  amount: 1250,
  description: "Corner shop",
  categoryId: "food",
  note: "",
  tags: [],
  account: "",
  importId: null,
  recurringId: null,
  createdAt: "2026-11-22T09:15:00.000Z",
  updatedAt: "2026-11-22T09:15:00.000Z",
  digest: null,
  ...members,
});

export const gone = (id: Id, members: Partial<GoneRecord> = {}): GoneRecord => ({
  kind: "gone",
  id,
  version: 2,
  deletedAt: "2026-11-22T09:15:00.000Z",
  digest: null,
  expires: null,
  ...members,
});

export const settings = (members: Partial<SettingsRecord> = {}): SettingsRecord => ({
  kind: "settings",
  id: "settings",
  version: 1,
  currency: "EUR",
  locale: "de-AT",
  timeZone: "Europe/Vienna",
  weekStart: 1,
  monthlySavingsTarget: null,
  ...members,
});

export const month = (name: string, members: Partial<MonthRecord> = {}): MonthRecord => ({
  kind: "month",
  month: name,
  version: 1,
  income: 0,
  expense: 0,
  incomeCount: 0,
  expenseCount: 0,
  categories: {},
  ...members,
});

/** The id of the nth transaction made on a date. */
export const idOn = (date: string, number: number): Id =>
  `${date.replaceAll("-", "")}-${String(number).padStart(16, "0")}`;
