import type { OperationName } from "@farthing/contract";
import * as z from "zod";
import * as field from "./fields.ts";
import { importPreview, importRecord, importSource } from "./import-shapes.ts";
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
const byId = z.strictObject({ id: field.id });
const byCategoryId = z.strictObject({ id: field.categoryId });
const byTransactionId = z.strictObject({ id: field.transactionId });

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
    input: shape.newCategory.extend({ archived: z.boolean() }).partial().extend({ id: field.categoryId }),
    output: shape.category,
  },
  "categories.delete": {
    summary: "Deletes a category; its transactions count as those of `moveTo` from then on.",
    input: byCategoryId.extend({ moveTo: field.categoryOrNone.optional() }),
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
      create: z.array(shape.newTransaction).max(BATCH_MAX).readonly().optional(),
      update: z
        .array(shape.transactionChange.extend({ version: field.version.optional() }))
        .max(BATCH_MAX)
        .readonly()
        .optional(),
      delete: z
        .array(z.strictObject({ id: field.transactionId, version: field.version.optional() }))
        .max(BATCH_MAX)
        .readonly()
        .optional(),
    }),
    output: shape.undoable
      .extend({
        created: z.array(shape.transaction).readonly(),
        updated: z.array(shape.transaction).readonly(),
        deleted: z.array(field.transactionId).readonly(),
      })
      .meta({ id: "TransactionBatchResult" }),
  },
  "transactions.bulk": {
    summary: "Changes or deletes every transaction found.",
    input: z.strictObject({
      filter: inOrder(z.strictObject(shape.transactionFilter)),
      set: z
        .strictObject({
          date: field.date.optional(),
          categoryId: field.categoryId.nullable().optional(),
          tags: field.tags.optional(),
          account: shape.account.optional(),
        })
        .optional(),
      delete: z.literal(true).optional(),
      expect: field.count,
    }),
    output: shape.undoable
      .extend({ state: z.enum(["running", "done"]), found: field.count, changed: field.count })
      .meta({ id: "TransactionBulkResult" }),
  },
  "transactions.list": {
    summary: "Lists transactions by date, the newest first unless asked otherwise.",
    input: inOrder(
      z.strictObject({
        ...shape.transactionFilter,
        order: z.enum(["asc", "desc"]).optional(),
        limit: shape.limit.optional(),
        cursor: shape.cursor.optional(),
      }),
    ),
    output: shape.page(shape.transaction),
  },
  "transactions.totals": {
    summary: "Adds up the transactions found.",
    input: inOrder(z.strictObject({ ...shape.transactionFilter, cursor: shape.cursor.optional() })),
    output: shape.transactionTotals,
  },
  "transactions.export": {
    summary: "Gives the transactions found as CSV, the oldest first.",
    input: inOrder(z.strictObject({ ...shape.transactionFilter, bom: z.boolean().optional() })),
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
    input: z.strictObject({ ...importSource, skip: z.int().min(0).max(10_000_000).optional() }),
    output: importPreview,
  },
  "imports.create": {
    summary: "Imports a bank file.",
    input: z.strictObject({
      ...importSource,
      plan: z.string().min(1).max(100).optional(),
      strict: z.boolean().optional(),
    }),
    output: importRecord,
  },
  "imports.list": {
    summary: "Lists imports, the newest first.",
    input: z.strictObject({ limit: shape.limit.optional(), cursor: shape.cursor.optional() }),
    output: shape.page(importRecord),
  },
  "imports.get": { summary: "Reads an import.", input: byId, output: importRecord },
  "imports.undo": { summary: "Takes an import back, but for rows changed since.", input: byId, output: importRecord },
  "reports.months": {
    summary: "Gives the totals of each month in a range of at most 600.",
    input: inOrder(z.strictObject({ from: field.month, to: field.month })),
    output: shape.items(shape.monthTotals),
  },
  "reports.categories": {
    summary: "Gives the totals of each category in a range of dates.",
    input: inOrder(z.strictObject({ from: field.date, to: field.date })),
    output: shape.items(shape.categoryTotals),
  },
  "reports.days": {
    summary: "Gives the totals of each day in a range of at most 92.",
    input: inOrder(z.strictObject({ from: field.date, to: field.date, categoryId: field.categoryOrNone.optional() })),
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
    input: z.strictObject({ undoId: field.id }),
    output: shape.undone,
  },
} satisfies Record<OperationName, OperationSchema>;
