import * as z from "zod";
import * as field from "./fields.ts";

export const settings = z
  .object({
    currency: field.currency,
    locale: field.locale,
    timeZone: field.timeZone,
    weekStart: z.int().min(0).max(6),
    monthlySavingsTarget: field.amount.nullable(),
    version: field.version,
  })
  .meta({ id: "Settings" });

const categoryName = field.text({ min: 1, max: 60 });
const icon = field.pattern(/^[a-z0-9-]{1,40}$/, "An icon's name is 1 to 40 of the characters a-z 0-9 -");
const color = z.int().min(1).max(10).meta({ description: "Index into the palette." });
const position = z.int().min(0).max(1_000_000);

export const category = z
  .object({
    id: field.categoryId,
    name: categoryName,
    type: field.transactionType,
    color,
    icon,
    planned: z.boolean(),
    archived: z.boolean(),
    position,
    version: field.version,
  })
  .meta({ id: "Category" });

export const newCategory = z.strictObject({
  name: categoryName,
  type: field.transactionType,
  color: color.optional(),
  icon: icon.optional(),
  planned: z.boolean().optional(),
  position: position.optional(),
});

export const description = field.text({ min: 1, max: 200 });
export const note = field.text({ max: 1000, lines: true });
export const account = field.text({ max: 60 });

export const transaction = z
  .object({
    id: field.transactionId,
    date: field.date,
    type: field.transactionType,
    amount: field.amount,
    description,
    categoryId: field.categoryId.nullable(),
    note,
    tags: field.tags,
    account,
    importId: field.id.nullable(),
    recurringId: field.id.nullable(),
    version: field.version,
    createdAt: field.instant,
    updatedAt: field.instant,
  })
  .meta({ id: "Transaction" });

export const transactionFilter = {
  from: field.date.optional(),
  to: field.date.optional(),
  type: field.transactionType.optional(),
  categoryId: field.categoryOrNone.optional(),
  q: field.text({ min: 1, max: 200 }).optional(),
  tag: field.text({ min: 1, max: 40 }).optional(),
  account: account.optional(),
  amountFrom: field.amount.optional(),
  amountTo: field.amount.optional(),
  importId: field.id.optional(),
  recurringId: field.id.optional(),
};

export const cursor = z.string().min(1).max(2000);
export const limit = z.int().min(1).max(500).meta({ description: "Starts as 100." });

const sums = { income: field.sum, expense: field.sum, count: field.count };

export const transactionTotals = z
  .object({ ...sums, net: field.sum, complete: z.boolean(), cursor: cursor.nullable() })
  .meta({ id: "TransactionTotals" });

export const categoryTotals = z
  .object({ categoryId: field.categoryId.nullable(), ...sums })
  .meta({ id: "CategoryTotals" });

export const monthTotals = z
  .object({ month: field.month, ...sums, net: field.sum, categories: z.array(categoryTotals).readonly() })
  .meta({ id: "MonthTotals" });

export const dayTotals = z.object({ date: field.date, ...sums, net: field.sum }).meta({ id: "DayTotals" });

export const verification = z
  .object({
    months: field.count,
    rows: field.count,
    differences: z
      .array(
        z.object({
          month: field.month,
          categoryId: z.union([field.categoryId, z.literal("all"), z.null()]),
          stored: z.object(sums),
          actual: z.object(sums),
        }),
      )
      .readonly(),
  })
  .meta({ id: "Verification" });

export const undoable = z.object({ undo: field.id }).meta({ id: "Undoable" });
export const undone = z.object({ restored: field.count, kept: z.array(field.id).readonly() }).meta({ id: "Undone" });

export const newTransaction = z.strictObject({
  id: field.transactionId.optional(),
  date: field.date,
  type: field.transactionType,
  amount: field.amount,
  description,
  categoryId: field.categoryId.nullable().optional(),
  note: note.optional(),
  tags: field.tags.optional(),
  account: account.optional(),
});

export const transactionChange = z.strictObject({
  id: field.transactionId,
  date: field.date.optional(),
  type: field.transactionType.optional(),
  amount: field.amount.optional(),
  description: description.optional(),
  categoryId: field.categoryId.nullable().optional(),
  note: note.nullable().optional(),
  tags: field.tags.nullable().optional(),
  account: account.optional(),
});

export const items = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item).readonly() });
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).readonly(), nextCursor: cursor.nullable() });
