import type { CategoryId } from "@farthing/contract";
import { CommitRefused } from "../commit/commit-refused.ts";
import { currencyDecimals, type Decimals } from "../money/currencies.ts";
import type { CategoryRecord, ForwardsRecord, SettingsRecord, SmallRecord } from "../ports/records.ts";
import type { Context } from "./context.ts";
import { starterCategories } from "./starter-categories.ts";

/** The ledger's settings, categories and forwards, as one read found them. */
export interface Small {
  settings: SettingsRecord;
  /** By position, then id. */
  categories: readonly CategoryRecord[];
  category(id: CategoryId): CategoryRecord | undefined;
  forwards: ForwardsRecord;
  /** The only way from a stored category to the one that is shown: follows forwards; what isn't known is uncategorised. */
  resolve(id: CategoryId | null): CategoryId | null;
  decimals: Decimals;
}

const firstSettings: SettingsRecord = {
  kind: "settings",
  id: "settings",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  weekStart: 0,
  monthlySavingsTarget: null,
  version: 1,
};

const noForwards: ForwardsRecord = { kind: "forwards", id: "forwards", version: 1, to: {} };

const byPosition = (a: CategoryRecord, b: CategoryRecord) => a.position - b.position || (a.id < b.id ? -1 : 1);

/** What was made of lists that can't change: a store may give the same one as long as nothing in it does. */
const arranged = new WeakMap<readonly SmallRecord[], Small>();

function arrange(records: readonly SmallRecord[]): Small | undefined {
  const known = arranged.get(records);
  if (known !== undefined) return known;
  const settings = records.find((record) => record.kind === "settings");
  if (settings === undefined) return undefined;
  const forwards = records.find((record) => record.kind === "forwards") ?? noForwards;
  const categories = records.filter((record) => record.kind === "category").sort(byPosition);
  const byId = new Map(categories.map((category) => [category.id, category]));
  const small: Small = {
    settings,
    categories,
    category: (id) => byId.get(id),
    forwards,
    resolve(id) {
      if (id === null || byId.has(id)) return id;
      const target = Object.hasOwn(forwards.to, id) ? forwards.to[id] : undefined;
      return target && byId.has(target) ? target : null;
    },
    decimals: currencyDecimals(settings.currency) ?? 2,
  };
  if (Object.isFrozen(records)) arranged.set(records, small);
  return small;
}

/** Reads them, and makes a new ledger's first ones; who loses that race reads the winner's. */
export async function loadSmall({ store, ledger }: Context): Promise<Small> {
  const found = arrange(await store.getSmall(ledger));
  if (found !== undefined) return found;
  const first: SmallRecord[] = [firstSettings, noForwards, ...starterCategories];
  try {
    await store.commit(
      ledger,
      first.map((record) => ({ op: "put", record, expect: "absent" })),
    );
  } catch (error) {
    if (!(error instanceof CommitRefused)) throw error;
  }
  const made = arrange(await store.getSmall(ledger));
  if (made === undefined) throw new Error("The ledger was erased while it was being opened.");
  return made;
}
