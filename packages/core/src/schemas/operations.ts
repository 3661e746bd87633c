import type { OperationName } from "@farthing/contract";
import * as z from "zod";
import * as field from "./fields.ts";
import { cutShort, importPreview, importRecord, importSource } from "./import-shapes.ts";
import * as shape from "./shapes.ts";

export interface OperationSchema {
  /** One sentence that says what it does. */
  summary: string;
  /** Strict: members it doesn't know are faults. */
  input: z.ZodObject;
  /** Of a stream: of the text it gives. */
  output: z.ZodType;
}

/** More than any batch may weigh, so that weight alone decides. */
const BATCH_MAX = 1000;

const nothing = z.strictObject({});
const byImportId = z.strictObject({ id: field.id.describe("Which import.") });
const byCategoryId = z.strictObject({ id: field.categoryId.describe("Which category.") });
const byTransactionId = z.strictObject({ id: shape.transactionId });
/** Of a record in a batch. */
const version = field.version.describe("Where it is given, the one that it must be at.").optional();
const days = { from: shape.firstDay, to: shape.lastDay };

/** `from` may not come after `to`. */
const inOrder = <Shape extends z.ZodObject>(schema: Shape) =>
  schema.check(
    z.refine<{ from?: string | undefined; to?: string | undefined }>(
      ({ from, to }) => from === undefined || to === undefined || from <= to,
      { error: "The range ends before it begins.", path: ["to"], params: { fault: "range_reversed" } },
    ) as z.core.$ZodCheck<z.output<Shape>>,
  );

/** What every operation takes and gives. The server and the OpenAPI document are made from it. */
export const operations = {
  "settings.get": { summary: "Reads the ledger's settings.", input: nothing, output: shape.settings },
  "settings.update": {
    summary: "Changes the settings that are sent.",
    input: shape.settings.omit({ version: true }).partial().strict(),
    output: shape.settings,
  },
  "categories.list": {
    summary: "Lists all categories, archived ones too.",
    input: nothing,
    output: shape.items(shape.category),
  },
  "categories.create": { summary: "Makes a category.", input: shape.newCategory, output: shape.category },
  "categories.get": { summary: "Reads a category.", input: byCategoryId, output: shape.category },
  "categories.update": {
    summary: "Changes the members of a category that are sent.",
    input: shape.newCategory.extend({ archived: shape.archived }).partial().extend(byCategoryId.shape),
    output: shape.category,
  },
  "categories.delete": {
    summary: "Deletes a category; its transactions count as those of `moveTo` from then on.",
    input: byCategoryId.extend({
      moveTo: field.categoryOrNone
        .describe("The category that takes its transactions, or `none`; needed where there are any.")
        .optional(),
    }),
    output: shape.undoable,
  },
  "transactions.create": {
    summary: "Enters a transaction.",
    input: shape.newTransaction,
    output: shape.transaction,
  },
  "transactions.batch": {
    summary: "Enters, changes and deletes many transactions, all or none.",
    input: z.strictObject({
      create: z
        .array(shape.newTransaction.extend({ id: field.transactionId.describe("Made when left out.").optional() }))
        .max(BATCH_MAX)
        .readonly()
        .describe("Transactions to enter.")
        .optional(),
      update: z
        .array(shape.transactionChange.extend({ version }))
        .max(BATCH_MAX)
        .readonly()
        .describe("Changes, each of another transaction.")
        .optional(),
      delete: z
        .array(byTransactionId.extend({ version }))
        .max(BATCH_MAX)
        .readonly()
        .describe("Transactions to delete.")
        .optional(),
    }),
    output: shape.undoable
      .extend({
        created: z.array(shape.transaction).readonly().describe("The new ones, in the order of the request."),
        updated: z.array(shape.transaction).readonly().describe("As they are now, in the order of the request."),
        deleted: z.array(field.transactionId).readonly().describe("The ids, in the order of the request."),
      })
      .meta({ id: "TransactionBatchResult" }),
  },
  "transactions.bulk": {
    summary: "Changes or deletes every transaction found.",
    input: z.strictObject({
      filter: inOrder(z.strictObject(shape.transactionFilter)).describe(
        "Which transactions; all of its members must hold at once.",
      ),
      set: z
        .strictObject({
          date: shape.transactionDate.optional(),
          categoryId: shape.categoryOrNull.optional(),
          tags: field.tags.optional(),
          account: shape.account.optional(),
        })
        .describe("What to change; members left out stay as they are.")
        .optional(),
      delete: z.literal(true).describe("Deletes what is found; in place of `set`.").optional(),
      expect: field.count.describe("How many you believe there are: any other number changes nothing."),
    }),
    output: shape.undoable
      .extend({
        state: z.enum(["running", "done"]).describe(cutShort),
        found: field.count.describe("How many were found."),
        changed: field.count.describe(
          "How many were changed or deleted; the others were so already, or no longer match.",
        ),
      })
      .meta({ id: "TransactionBulkResult" }),
  },
  "transactions.list": {
    summary: "Lists transactions by date, the newest first unless asked otherwise.",
    input: inOrder(
      z.strictObject({
        ...shape.transactionFilter,
        order: z.enum(["asc", "desc"]).describe("By date, then id; starts as `desc`, the newest first.").optional(),
        limit: shape.limit.optional(),
        cursor: shape.cursor.optional(),
      }),
    ),
    output: shape.page(shape.transaction),
  },
  "transactions.totals": {
    summary: "Adds up the transactions found.",
    input: inOrder(
      z.strictObject({
        ...shape.transactionFilter,
        cursor: shape.cursor.describe("The `cursor` of the part before.").optional(),
      }),
    ),
    output: shape.transactionTotals,
  },
  "transactions.export": {
    summary: "Gives the transactions found as CSV, the oldest first.",
    input: inOrder(
      z.strictObject({
        ...shape.transactionFilter,
        bom: z.boolean().describe("Begin with a byte order mark, for spreadsheets.").optional(),
      }),
    ),
    output: z.string(),
  },
  "transactions.get": { summary: "Reads a transaction.", input: byTransactionId, output: shape.transaction },
  "transactions.update": {
    summary: "Changes the members of a transaction that are sent.",
    input: shape.transactionChange,
    output: shape.transaction,
  },
  "transactions.delete": { summary: "Deletes a transaction.", input: byTransactionId, output: shape.undoable },
  "imports.preview": {
    summary: "Says what importing a bank file would do, and writes nothing.",
    input: z.strictObject({
      ...importSource,
      skip: z
        .int()
        .min(0)
        .max(10_000_000)
        .describe("How many rows to pass over before the first one shown; 1000 are shown.")
        .optional(),
    }),
    output: importPreview,
  },
  "imports.create": {
    summary: "Imports a bank file.",
    input: z.strictObject({
      ...importSource,
      plan: z
        .string()
        .min(1)
        .max(100)
        .describe("The digest that a preview answered: exactly that is carried out, or nothing.")
        .optional(),
      strict: z.boolean().describe("One bad row refuses the whole file before anything is written.").optional(),
    }),
    output: importRecord,
  },
  "imports.list": {
    summary: "Lists imports, the newest first.",
    input: z.strictObject({ limit: shape.limit.optional(), cursor: shape.cursor.optional() }),
    output: shape.page(importRecord),
  },
  "imports.get": { summary: "Reads an import.", input: byImportId, output: importRecord },
  "imports.undo": {
    summary: "Takes an import back, but for rows changed since.",
    input: byImportId,
    output: importRecord,
  },
  "reports.months": {
    summary: "Gives the totals of each month in a range of at most 600.",
    input: inOrder(
      z.strictObject({ from: field.month.describe("The first month."), to: field.month.describe("The last month.") }),
    ),
    output: shape.items(shape.monthTotals),
  },
  "reports.categories": {
    summary: "Gives the totals of each category in a range of dates.",
    input: inOrder(z.strictObject(days)),
    output: shape.items(shape.categoryTotals),
  },
  "reports.days": {
    summary: "Gives the totals of each day in a range of at most 92.",
    input: inOrder(z.strictObject({ ...days, categoryId: field.categoryOrNone.optional() })),
    output: shape.items(shape.dayTotals),
  },
  "maintenance.verify": {
    summary: "Compares the stored totals with the transactions.",
    input: nothing,
    output: shape.verification,
  },
  "maintenance.rebuild": {
    summary: "Puts stored totals right that the transactions don't bear out.",
    input: nothing,
    output: shape.verification,
  },
  undo: {
    summary: "Takes a change back, but for records changed since.",
    input: z.strictObject({ undoId: field.id.describe("What the change answered as `undo`.") }),
    output: shape.undone,
  },
} satisfies Record<OperationName, OperationSchema>;
