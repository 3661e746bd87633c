import type { CalendarDate, CategoryId, Id, Month } from "@farthing/contract";
import {
  type CategoryRecord,
  type ForwardsRecord,
  type GoneRecord,
  homeDate,
  type ImportRecord,
  type JobRecord,
  type KeptKind,
  type KeptOf,
  type KeptRecord,
  type MonthRecord,
  type RequestRecord,
  type SettingsRecord,
  type SmallRecord,
  type Sums,
  type TransactionRecord,
  type UndoRecord,
} from "@farthing/core";

const longAgo = "2026-01-31T08:15:30.125Z";
const future = 4_102_444_800;

/** The id of the nth transaction made on a date; ids of a date follow each other as their numbers do. */
export const idOn = (date: CalendarDate, number: number): Id =>
  `${date.replaceAll("-", "")}-${String(number).padStart(16, "0")}`;

export const transaction = (id: Id, members: Partial<TransactionRecord> = {}): TransactionRecord => ({
  kind: "transaction",
  id,
  version: 1,
  date: homeDate(id),
  type: "expense",
  amount: 1250,
  description: "Corner shop",
  categoryId: "food",
  note: "",
  tags: [],
  account: "",
  importId: null,
  recurringId: null,
  createdAt: longAgo,
  updatedAt: longAgo,
  digest: null,
  ...members,
});

export const gone = (id: Id, members: Partial<GoneRecord> = {}): GoneRecord => ({
  kind: "gone",
  id,
  version: 2,
  deletedAt: longAgo,
  digest: null,
  expires: null,
  ...members,
});

export const settings = (members: Partial<SettingsRecord> = {}): SettingsRecord => ({
  kind: "settings",
  id: "settings",
  currency: "EUR",
  locale: "de-AT",
  timeZone: "Europe/Vienna",
  weekStart: 1,
  monthlySavingsTarget: null,
  version: 1,
  ...members,
});

export const category = (id: CategoryId, members: Partial<CategoryRecord> = {}): CategoryRecord => ({
  kind: "category",
  id,
  name: `Category ${id}`,
  type: "expense",
  color: 3,
  icon: "tag",
  planned: false,
  archived: false,
  position: 1,
  version: 1,
  ...members,
});

export const forwards = (members: Partial<ForwardsRecord> = {}): ForwardsRecord => ({
  kind: "forwards",
  id: "forwards",
  version: 1,
  to: { old1: "food", old2: null },
  ...members,
});

export const importRecord = (id: Id, members: Partial<ImportRecord> = {}): ImportRecord => ({
  kind: "import",
  id,
  version: 1,
  name: "November.csv",
  format: "csv",
  account: "Giro",
  state: "running",
  total: 120,
  done: 98,
  createdAt: longAgo,
  from: "2026-11-01",
  to: null,
  created: 90,
  duplicates: 6,
  skipped: 1,
  rejected: [{ line: 7, column: null, reason: "No amount." }],
  rejectedCount: 1,
  assumed: ["dates"],
  kept: [],
  source: "0f".repeat(32),
  advancedAt: longAgo,
  ...members,
});

export const job = (members: Partial<JobRecord> = {}): JobRecord => ({
  kind: "job",
  id: "import",
  version: 1,
  importId: "i1",
  ...members,
});

export const request = (id: Id, members: Partial<RequestRecord> = {}): RequestRecord => ({
  kind: "request",
  id,
  version: 1,
  digest: "ab".repeat(16),
  answer: { record: { kind: "transaction", id: idOn("2026-11-01", 1) } },
  expires: future,
  ...members,
});

export const undo = (id: Id, members: Partial<UndoRecord> = {}): UndoRecord => ({
  kind: "undo",
  id,
  version: 1,
  entries: [
    { created: idOn("2026-11-02", 1), left: 1 },
    { before: transaction(idOn("2026-11-01", 1), { tags: ["a"] }), left: 2 },
    { before: category("food"), followers: ["old1"] },
  ],
  outcome: null,
  expires: future,
  ...members,
});

export const bulk = (id: Id, members: Partial<KeptOf<"bulk">> = {}): KeptOf<"bulk"> => ({
  kind: "bulk",
  id,
  version: 1,
  state: "running",
  found: 400,
  changed: 80,
  undo: "u1",
  parts: 1,
  advancedAt: longAgo,
  expires: future,
  ...members,
});

export const sums = (members: Partial<Sums> = {}): Sums => ({
  income: 0,
  expense: 0,
  incomeCount: 0,
  expenseCount: 0,
  ...members,
});

export const month = (name: Month, members: Partial<MonthRecord> = {}): MonthRecord => ({
  kind: "month",
  month: name,
  version: 1,
  ...sums({ expense: 1250, expenseCount: 1 }),
  categories: { food: sums({ expense: 1250, expenseCount: 1 }) },
  ...members,
});

const recordOf = {
  settings: (version: number) => settings({ version, weekStart: version }),
  category: (version: number) => category("food", { version, position: version }),
  forwards: (version: number) => forwards({ version, to: { [`old${version}`]: null } }),
};

const keptOf = {
  import: (version: number) => importRecord("i1", { version, done: version }),
  job: (version: number) => job({ version, importId: `i${version}` }),
  request: (version: number) => request("r1", { version, digest: `${version}` }),
  undo: (version: number) => undo("u1", { version, expires: future + version }),
  bulk: (version: number) => bulk("b1", { version, changed: version }),
} satisfies { [Kind in KeptKind]: (version: number) => KeptOf<Kind> };

/** Kinds of records that commits put, delete and check by their id. */
export type RecordKind = SmallRecord["kind"] | KeptKind;

/** One record of each kind at any version; something else in it tells the version too. */
export const recordsByKind: Readonly<Record<RecordKind, (version: number) => SmallRecord | KeptRecord>> = {
  ...recordOf,
  ...keptOf,
};

export const recordKinds = Object.keys(recordsByKind) as RecordKind[];
export const keptKinds = Object.keys(keptOf) as KeptKind[];
