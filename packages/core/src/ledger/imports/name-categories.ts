import type { CategoryId, TransactionType } from "@farthing/contract";
import type { StatementRow } from "../../statements/statement-row.ts";
import { fold } from "../../text/fold.ts";
import type { Small } from "../small.ts";

/** What a category named in the file comes to. */
export interface NamedCategory {
  categoryId: CategoryId | null;
  /** The name under which the import will make it. */
  newCategory: string | null;
}

const none: NamedCategory = { categoryId: null, newCategory: null };

/** Something to be done to the categories before the rows that name them are written. */
export type CategoryWork = { make: string; type: TransactionType } | { respell: CategoryId; name: string };

export interface CategoryNames {
  find(row: Pick<StatementRow, "category" | "type">): NamedCategory;
  /** What has come up since it was last asked, in order of appearance. */
  work(): CategoryWork[];
}

/**
 * Finds the categories that a file names.
 * @param makes whether missing ones will be made: those of our own export, whose names somebody chose.
 * @param respells whether one that is spelt otherwise takes the file's spelling: in a ledger that has nothing else in it.
 */
export function nameCategories(
  { categories }: Pick<Small, "categories">,
  makes: boolean,
  respells: boolean,
): CategoryNames {
  const byName = new Map<string, NamedCategory & { spelt: string }>(
    categories.map(({ name, id }) => [fold(name), { categoryId: id, newCategory: null, spelt: name }]),
  );
  let work: CategoryWork[] = [];

  function remember(spelt: string, named: NamedCategory, todo: CategoryWork): NamedCategory {
    byName.set(fold(spelt), { ...named, spelt });
    work.push(todo);
    return named;
  }

  return {
    find({ category, type }) {
      if (category === null || category === "") return none;
      const known = byName.get(fold(category));
      if (known === undefined)
        return makes ? remember(category, { categoryId: null, newCategory: category }, { make: category, type }) : none;
      const { spelt, ...named } = known;
      return respells && makes && spelt !== category && named.categoryId !== null
        ? remember(category, named, { respell: named.categoryId, name: category })
        : named;
    },
    work() {
      const due = work;
      work = [];
      return due;
    },
  };
}
