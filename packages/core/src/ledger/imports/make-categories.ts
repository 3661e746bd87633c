import type { CategoryId } from "@farthing/contract";
import { CommitRefused } from "../../commit/commit-refused.ts";
import type { Change } from "../../ports/ledger-store.ts";
import { fold } from "../../text/fold.ts";
import { CATEGORIES_MAX, hasName, keepInStep } from "../categories/category-names.ts";
import { makeCategory } from "../categories/create-category.ts";
import type { Context } from "../context.ts";
import { loadSmall, type Small } from "../small.ts";
import type { CategoryWork } from "./name-categories.ts";

/** Few enough for one commit beside what keeps categories in step. */
const AT_ONCE = 70;

/** What one piece of work changes; nothing where it has been done already or there is no room. */
function changeFor(context: Context, small: Small, work: CategoryWork): Change | undefined {
  if ("make" in work) {
    if (hasName(small, work.make) || small.categories.length >= CATEGORIES_MAX) return undefined;
    return { op: "put", record: makeCategory(context, small, { name: work.make, type: work.type }), expect: "absent" };
  }
  const record = small.category(work.respell);
  if (record === undefined || record.name === work.name || hasName(small, work.name, record.id)) return undefined;
  return { op: "put", record: { ...record, name: work.name, version: record.version + 1 }, expect: record.version };
}

/** The categories as they will be once a change is made. */
function after(small: Small, change: Change): Small {
  if (change.op !== "put" || change.record.kind !== "category") return small;
  const made = change.record;
  const categories = small.categories.some(({ id }) => id === made.id)
    ? small.categories.map((category) => (category.id === made.id ? made : category))
    : [...small.categories, made];
  return { ...small, categories, category: (id) => categories.find((category) => category.id === id) };
}

async function commitSome(context: Context, works: readonly CategoryWork[]): Promise<void> {
  for (;;) {
    const now = await loadSmall(context);
    const changes: Change[] = [];
    works.reduce((small, work) => {
      const change = changeFor(context, small, work);
      if (change === undefined) return small;
      changes.push(change);
      return after(small, change);
    }, now);
    if (changes.length === 0) return;
    try {
      return await context.store.commit(context.ledger, [...changes, keepInStep(now)]);
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
    }
  }
}

/** Does the work and tells the id of a category by its name: `undefined` for one that found no room. */
export async function makeCategories(
  context: Context,
  works: readonly CategoryWork[],
): Promise<(name: string) => CategoryId | undefined> {
  for (let start = 0; start < works.length; start += AT_ONCE)
    await commitSome(context, works.slice(start, start + AT_ONCE));
  const byName = new Map((await loadSmall(context)).categories.map(({ name, id }) => [fold(name), id]));
  return (name) => byName.get(fold(name));
}
