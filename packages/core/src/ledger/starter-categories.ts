import type { CategoryRecord } from "../ports/records.ts";

const expense = "expense" as const;
const income = "income" as const;

const starters = [
  ["hous", "Housing", expense, "home", true],
  ["groc", "Groceries", expense, "basket", false],
  ["eato", "Eating out", expense, "cutlery", false],
  ["tran", "Transport", expense, "bus", false],
  ["bill", "Bills", expense, "bolt", true],
  ["heal", "Health", expense, "heart", false],
  ["shop", "Shopping", expense, "bag", false],
  ["funn", "Fun", expense, "ticket", false],
  ["trav", "Travel", expense, "plane", true],
  ["gift", "Gifts", expense, "gift", false],
  ["sala", "Salary", income, "briefcase", true],
  ["oinc", "Other income", income, "coins", false],
] as const;

/** What a new ledger begins with. The ids are the same in every ledger, so that two first calls can't make them twice. */
export const starterCategories: readonly CategoryRecord[] = starters.map(([id, name, type, icon, planned], index) => ({
  kind: "category",
  id,
  name,
  type,
  color: (index % 10) + 1,
  icon,
  planned,
  archived: false,
  position: index,
  version: 1,
}));
