import * as z from "zod";
import * as field from "./fields.ts";
import { account, description } from "./shapes.ts";

const columnRole = z.enum([
  "date",
  "description",
  "amount",
  "moneyIn",
  "moneyOut",
  "direction",
  "balance",
  "category",
  "note",
  "tags",
  "account",
  "currency",
  "bankId",
  "leaveOut",
]);

export const importMapping = z
  .strictObject({
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"]).optional(),
    delimiter: z.enum([",", ";", "\t", "|"]).optional(),
    headerLine: z.int().min(1).max(1000).nullable().optional(),
    dateOrder: z.enum(["ymd", "dmy", "mdy"]).optional(),
    decimal: z.enum([".", ","]).optional(),
    columns: z.array(columnRole).min(1).max(1000).readonly().optional(),
  })
  .meta({ id: "ImportMapping" });

const line = z.int().min(1);
const column = z.int().min(1).nullable();

const importChoice = z
  .strictObject({
    line,
    do: z.enum(["import", "skip"]),
    set: z
      .strictObject({
        date: field.date.optional(),
        type: field.transactionType.optional(),
        amount: field.amount.optional(),
        description: description.optional(),
        categoryId: field.categoryId.nullable().optional(),
      })
      .optional(),
  })
  .meta({ id: "ImportChoice" });

const choices = z
  .array(importChoice)
  .max(100_000)
  .check(
    z.refine((values) => new Set(values.map((choice) => choice.line)).size === values.length, {
      error: "Two choices name the same line.",
      params: { fault: "repeated" },
    }),
  );

const isBlob = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  "size" in value &&
  typeof value.size === "number" &&
  "stream" in value &&
  typeof value.stream === "function";

export const importSource = {
  file: z.custom<Blob>(isBlob, { error: "Give the file as a Blob or File.", params: { fault: "wrong_type" } }),
  name: field.text({ min: 1, max: 200 }).optional(),
  account: account.optional(),
  mapping: importMapping.optional(),
  choices: choices.readonly().optional(),
};

const format = z.enum(["csv", "farthing-csv"]);

export const importPreview = z
  .object({
    name: z.string(),
    format,
    mapping: importMapping,
    decided: z
      .array(
        z.object({
          what: z.enum([
            "format",
            "encoding",
            "delimiter",
            "header",
            "dates",
            "decimals",
            "columns",
            "sign",
            "currency",
          ]),
          chosen: z.string(),
          evidence: z.string(),
        }),
      )
      .readonly(),
    assumed: z.array(z.string()).readonly(),
    header: z.array(z.string()).readonly().nullable(),
    sample: z.array(z.array(z.string()).readonly()).readonly(),
    counts: z.object({
      total: field.count,
      new: field.count,
      duplicate: field.count,
      transfer: field.count,
      invalid: field.count,
      chosen: field.count,
    }),
    from: field.date.nullable(),
    to: field.date.nullable(),
    income: field.sum,
    expense: field.sum,
    rows: z
      .array(
        z.object({
          line,
          status: z.enum(["new", "duplicate", "transfer", "invalid"]),
          chosen: z.boolean(),
          id: field.transactionId.nullable(),
          date: field.date.nullable(),
          type: field.transactionType.nullable(),
          amount: field.amount.nullable(),
          description: z.string(),
          note: z.string(),
          tags: z.array(z.string()).readonly(),
          account: z.string(),
          categoryId: field.categoryId.nullable(),
          newCategory: z.string().nullable(),
          match: field.transactionId.nullable(),
          deletedAt: field.instant.nullable(),
          column,
          reason: z.string().nullable(),
        }),
      )
      .readonly(),
    plan: z.string(),
  })
  .meta({ id: "ImportPreview" });

export const importRecord = z
  .object({
    id: field.id,
    name: z.string(),
    format,
    account: z.string(),
    state: z.enum(["running", "done", "undoing", "undone"]),
    total: field.count,
    done: field.count,
    createdAt: field.instant,
    from: field.date.nullable(),
    to: field.date.nullable(),
    created: field.count,
    duplicates: field.count,
    skipped: field.count,
    rejected: z.array(z.object({ line, column, reason: z.string() })).readonly(),
    rejectedCount: field.count,
    assumed: z.array(z.string()).readonly(),
    kept: z.array(field.transactionId).readonly(),
  })
  .meta({ id: "Import" });
