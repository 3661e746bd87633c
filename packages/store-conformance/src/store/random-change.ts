import type { CalendarDate, Id, Month } from "@farthing/contract";
import {
  type Change,
  type DueWork,
  type Expect,
  homeDate,
  type KeptKind,
  type KeptRecord,
  type LedgerId,
  type LedgerStore,
  MONTH_SUM_MAX,
  type SmallRecord,
} from "@farthing/core";
import * as fc from "fast-check";
import { add, put } from "./changes.ts";
import {
  bulk,
  category,
  forwards,
  gone,
  idOn,
  importRecord,
  job,
  keptKinds,
  month,
  type RecordKind,
  recordKinds,
  request,
  settings,
  transaction,
  undo,
} from "./sample-records.ts";

/** So few of everything that calls meet each other all the time. */
export const few = {
  ledgers: ["a", "b"] satisfies LedgerId[],
  dates: ["2026-01-31", "2026-02-01", "2026-02-28"] satisfies CalendarDate[],
  months: ["2026-01", "2026-02"] satisfies Month[],
  ids: ["2026-01-31", "2026-02-01", "2026-02-28"].flatMap((date) => [idOn(date, 1), idOn(date, 2)]) satisfies Id[],
  names: ["1", "2"],
};

/** What a change hopes to find: what really stands there, nothing, or what doesn't stand there. */
type Hope = "right" | "absent" | "wrong";

/** A change that is to be fitted to what stands there when its turn comes. */
export type Intent =
  | { does: "put" | "end" | "delete" | "check"; id: Id; date: CalendarDate; amount: number; hope: Hope }
  | { does: "put" | "delete" | "check"; kind: RecordKind; name: string; amount: number; hope: Hope }
  | { does: "rebuild"; month: Month; amount: number; hope: Hope }
  | { does: "add"; month: Month; income: number; expense: number; category: string }
  | { does: "mark" | "unmark"; work: DueWork; on: CalendarDate };

const make: Readonly<Record<RecordKind, (name: string, version: number, amount: number) => SmallRecord | KeptRecord>> =
  {
    settings: (_, version, amount) => settings({ version, weekStart: amount }),
    category: (name, version, amount) => category(`cat${name}`, { version, position: amount }),
    forwards: (_, version, amount) => forwards({ version, to: { [`old${amount % 10}`]: null } }),
    import: (name, version, amount) => importRecord(name, { version, done: amount }),
    job: (_, version, amount) => job({ version, importId: `${amount}` }),
    request: (name, version, amount) => request(name, { version, answer: { value: [amount, { amount }] } }),
    undo: (name, version, amount) => undo(name, { version, outcome: { restored: amount, kept: [] } }),
    bulk: (name, version, amount) => bulk(name, { version, changed: amount }),
  };

const isKept = (kind: RecordKind): kind is KeptKind => (keptKinds as readonly string[]).includes(kind);

const hopeFor = (hope: Hope, standing: number | undefined): Expect =>
  hope === "absent" || (hope === "right" && standing === undefined)
    ? "absent"
    : hope === "right"
      ? (standing as number)
      : (standing ?? 0) + 1;

/** A version to expect where nothing may be expected. */
const versionFor = (hope: Hope, standing: number | undefined): number => {
  const expect = hopeFor(hope, standing);
  return expect === "absent" ? 1 : expect;
};

/** Makes of an intent the change that does as it hopes, going by what a store shows now. */
export async function fit(store: LedgerStore, ledger: LedgerId, intent: Intent): Promise<Change> {
  if ("id" in intent) {
    const { does, id, date, amount, hope } = intent;
    const slot = await store.getTransaction(ledger, id);
    const home = homeDate(id);
    const at = slot?.kind === "transaction" ? slot.date : home;
    const dateIsWrong = hope === "wrong" && amount % 2 === 1;
    const was = dateIsWrong ? few.dates[(few.dates.indexOf(at) + 1) % few.dates.length] : at;
    const reallyHoped = dateIsWrong ? "right" : hope;
    if (does === "delete" || does === "check") {
      const expect = versionFor(reallyHoped, slot?.version);
      return { op: does, kind: "transaction", id, was: was ?? home, expect };
    }
    const expect = hopeFor(reallyHoped, slot?.version);
    const version = (slot?.version ?? 0) + 1;
    const record =
      does === "end" ? gone(id, { version }) : transaction(id, { version, date, amount, tags: [`${amount}`] });
    return put(record, expect, expect === "absent" ? undefined : was);
  }
  if ("kind" in intent) {
    const { does, kind, name, amount, hope } = intent;
    const { id } = make[kind](name, 1, amount);
    const standing = isKept(kind)
      ? await store.getKept(ledger, kind, id)
      : (await store.getSmall(ledger)).find((record) => record.kind === kind && record.id === id);
    if (does === "put")
      return put(make[kind](name, (standing?.version ?? 0) + 1, amount), hopeFor(hope, standing?.version));
    if (does === "check") return { op: "check", kind, id, expect: hopeFor(hope, standing?.version) };
    return { op: "delete", kind, id, expect: versionFor(hope, standing?.version) };
  }
  if (intent.does === "rebuild") {
    const [standing] = await store.listMonths(ledger, intent.month, intent.month);
    const version = (standing?.version ?? 0) + 1;
    return put(month(intent.month, { version, income: intent.amount }), hopeFor(intent.hope, standing?.version));
  }
  if (intent.does === "add") {
    const figures = { income: intent.income, incomeCount: 1, expense: intent.expense, expenseCount: 1 };
    return add(intent.month, figures, { [intent.category]: figures });
  }
  return { op: intent.does, work: intent.work, on: intent.on };
}

const amount = fc.nat({ max: 999 });
const hope = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Hope>("right") },
  { weight: 1, arbitrary: fc.constant<Hope>("absent") },
  { weight: 1, arbitrary: fc.constant<Hope>("wrong") },
);
const delta = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -500, max: 999 }) },
  { weight: 1, arbitrary: fc.constantFrom(MONTH_SUM_MAX, MONTH_SUM_MAX - 999, -MONTH_SUM_MAX) },
);
const work = fc.constantFrom<DueWork>("recurring", "delivery");

export const intents: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom<"put" | "end" | "delete" | "check">("put", "put", "put", "put", "end", "delete", "check"),
      id: fc.constantFrom(...few.ids),
      date: fc.constantFrom(...few.dates),
      amount,
      hope,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom<"put" | "delete" | "check">("put", "put", "put", "delete", "check"),
      kind: fc.constantFrom(...recordKinds),
      name: fc.constantFrom(...few.names),
      amount,
      hope,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("rebuild" as const),
      month: fc.constantFrom(...few.months),
      amount,
      hope,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("add" as const),
      month: fc.constantFrom(...few.months),
      income: delta,
      expense: delta,
      category: fc.constantFrom("food", "rent", "-"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom("mark" as const, "unmark" as const),
      work,
      on: fc.constantFrom(...few.dates),
    }),
  },
);
