import * as z from "zod";
import * as field from "./fields.ts";

export const settings = z
  .object({
    currency: field.currency,
    locale: field.locale,
    timeZone: field.timeZone,
    weekStart: z.int().min(0).max(6).describe("The first day of the week, 0 for Sunday to 6 for Saturday."),
    monthlySavingsTarget: field.amount
      .nullable()
      .describe("How much is to be kept each month, in minor units; `null` for no target."),
    version: field.version,
  })
  .meta({ id: "Settings" });

const categoryName = field.text({ min: 1, max: 60 }).describe("Unique in the ledger, whatever the case and accents.");
const categoryType = field.transactionType.describe("Where it is offered; transactions of both types may carry it.");
const icon = field
  .pattern(/^[a-z0-9-]{1,40}$/, "An icon's name is 1 to 40 of the characters a-z 0-9 -")
  .describe("The name of a picture; starts as `tag`.");
const color = z.int().min(1).max(10).describe("Index into the palette; starts as 10.");
const planned = z.boolean().describe("Comes in lumps, such as rent, and so has no pace.");
const position = z
  .int()
  .min(0)
  .max(1_000_000)
  .describe("Lists are in its order, then by id; starts after the last one.");
export const archived = z.boolean().describe("Keeps its transactions and takes no new ones.");

export const category = z
  .object({
    id: field.categoryId.describe("Which one; transactions have it as `categoryId`."),
    name: categoryName,
    type: categoryType,
    color,
    icon,
    planned,
    archived,
    position,
    version: field.version,
  })
  .meta({ id: "Category" });

export const newCategory = z.strictObject({
  name: categoryName,
  type: categoryType,
  color: color.optional(),
  icon: icon.optional(),
  planned: planned.optional(),
  position: position.optional(),
});

export const transactionDate = field.date.describe("The day that it counts for.");
export const description = field.text({ min: 1, max: 200 }).describe("Who was paid, or by whom, and what for.");
export const note = field
  .text({ max: 1000, lines: true })
  .describe("Anything else worth keeping; may hold tabs and newlines.");
export const account = field.text({ max: 60 }).describe("A label for where the money lies, such as a bank account.");
export const categoryOrNull = field.categoryId.nullable().describe("`null` is uncategorised.");
const importId = field.id.describe("The import that made it.");
const recurringId = field.id.describe("The recurring entry that made it.");

export const transaction = z
  .object({
    id: field.transactionId.describe(
      "Begins with the date at creation, and stays when the transaction moves to another.",
    ),
    date: transactionDate,
    type: field.transactionType,
    amount: field.amount,
    description,
    categoryId: categoryOrNull,
    note,
    tags: field.tags,
    account,
    importId: importId.nullable(),
    recurringId: recurringId.nullable(),
    version: field.version,
    createdAt: field.instant.describe("When it was made."),
    updatedAt: field.instant.describe("When it was last changed."),
  })
  .meta({ id: "Transaction" });

export const firstDay = field.date.describe("The first day.");
export const lastDay = field.date.describe("The last day.");

export const transactionFilter = {
  from: firstDay.optional(),
  to: lastDay.optional(),
  type: field.transactionType.optional(),
  categoryId: field.categoryOrNone.optional(),
  q: field
    .text({ min: 1, max: 200 })
    .describe("Found in description or note, whatever the case and accents.")
    .optional(),
  tag: field.text({ min: 1, max: 40 }).describe("One of its tags.").optional(),
  account: account.describe("Exactly this label.").optional(),
  amountFrom: field.amount.describe("The least amount, in minor units.").optional(),
  amountTo: field.amount.describe("The largest amount, in minor units.").optional(),
  importId: importId.optional(),
  recurringId: recurringId.optional(),
};

const anyCursor = z.string().min(1).max(2000);
export const cursor = anyCursor.describe("The `nextCursor` of the page before.");
export const limit = z.int().min(1).max(500).describe("Starts as 100.");

const sums = { income: field.sum, expense: field.sum, count: field.count.describe("How many transactions.") };
const net = field.sum.describe("`income` less `expense`, in minor units.");

export const transactionTotals = z
  .object({
    ...sums,
    net,
    complete: z.boolean().describe("Where it is `false`, add the figures of the call with `cursor` to these."),
    cursor: anyCursor.nullable().describe("Goes on with what isn't added up yet; `null` when all is."),
  })
  .meta({ id: "TransactionTotals" });

export const categoryTotals = z.object({ categoryId: categoryOrNull, ...sums }).meta({ id: "CategoryTotals" });

export const monthTotals = z
  .object({
    month: field.month.describe("Every month of the range is there, empty ones too."),
    ...sums,
    net,
    categories: z
      .array(categoryTotals)
      .readonly()
      .describe("By id, the uncategorised last; those without transactions are left out."),
  })
  .meta({ id: "MonthTotals" });

export const dayTotals = z
  .object({ date: field.date.describe("Every day of the range is there, empty ones too."), ...sums, net })
  .meta({ id: "DayTotals" });

export const verification = z
  .object({
    months: field.count.describe("How many months were looked at."),
    rows: field.count.describe("How many transactions were read."),
    differences: z
      .array(
        z.object({
          month: field.month.describe("Where the figure is."),
          categoryId: z
            .union([field.categoryId, z.literal("all"), z.null()])
            .describe("`all` for the month as a whole, `null` for the uncategorised."),
          stored: z.object(sums).describe("What the month has on record."),
          actual: z.object(sums).describe("What the transactions come to."),
        }),
      )
      .readonly()
      .describe("Stored figures that the transactions don't bear out; empty when every one is right."),
  })
  .meta({ id: "Verification" });

export const undoable = z
  .object({ undo: field.id.describe("Give it to `undo` within 30 days to take the change back.") })
  .meta({ id: "Undoable" });
export const undone = z
  .object({
    restored: field.count.describe("How many records are as they were."),
    kept: z.array(field.id).readonly().describe("The first 100 ids of those that were changed since and left alone."),
  })
  .meta({ id: "Undone" });

export const newTransaction = z.strictObject({
  id: field.transactionId
    .describe("Makes the create its own key: the same again is answered again, other content is refused.")
    .optional(),
  date: transactionDate,
  type: field.transactionType,
  amount: field.amount,
  description,
  categoryId: categoryOrNull.optional(),
  note: note.optional(),
  tags: field.tags.optional(),
  account: account.optional(),
});

export const transactionId = field.transactionId.describe("Which transaction.");

export const transactionChange = z.strictObject({
  id: transactionId,
  date: transactionDate.optional(),
  type: field.transactionType.optional(),
  amount: field.amount.optional(),
  description: description.optional(),
  categoryId: categoryOrNull.optional(),
  note: note.nullable().optional(),
  tags: field.tags.nullable().optional(),
  account: account.optional(),
});

export const items = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).readonly().describe("In the order that the operation says.") });
export const page = <Item extends z.ZodType>(item: Item) =>
  items(item).extend({ nextCursor: anyCursor.nullable().describe("Goes on with what follows; `null` at the end.") });
