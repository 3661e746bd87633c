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

/** A category by the name it has in the ledger; `spelt` is missing once the file has named it. */
type Known = NamedCategory & { spelt?: string };

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
  const byName = new Map<string, Known>(
    categories.map(({ name, id }) => [fold(name), { categoryId: id, newCategory: null, spelt: name }]),
  );
  let work: CategoryWork[] = [];

  return {
    find({ category, type }) {
      if (category === null || category === "") return none;
      const known = byName.get(fold(category));
      if (known === undefined && !makes) return none;
      const { spelt, ...named }: Known = known ?? { categoryId: null, newCategory: category };
      if (known !== undefined && spelt === undefined) return named;
      if (known === undefined) work.push({ make: category, type });
      else if (makes && respells && spelt !== category && named.categoryId !== null)
        work.push({ respell: named.categoryId, name: category });
      byName.set(fold(category), named);
      return named;
    },
    work() {
      const due = work;
      work = [];
      return due;
    },
  };
}
