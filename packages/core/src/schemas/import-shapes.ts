import * as z from "zod";
import * as field from "./fields.ts";
import { account, categoryOrNull, description, note, transactionDate } from "./shapes.ts";

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

const importMapping = z
  .strictObject({
    encoding: z
      .enum(["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"])
      .describe("How the file's bytes stand for characters.")
      .optional(),
    delimiter: z.enum([",", ";", "\t", "|"]).describe("What stands between two cells.").optional(),
    headerLine: z
      .int()
      .min(1)
      .max(1000)
      .nullable()
      .describe("Line of the header row, counted from 1; `null` for a file without one.")
      .optional(),
    dateOrder: z.enum(["ymd", "dmy", "mdy"]).describe("The order of year, month and day in numeric dates.").optional(),
    decimal: z.enum([".", ","]).describe("What stands before the decimals.").optional(),
    columns: z
      .array(columnRole)
      .min(1)
      .max(1000)
      .readonly()
      .describe("One role a column, from the left. Several may be `description` or `note`: they are joined by a space.")
      .optional(),
  })
  .meta({ id: "ImportMapping" });

const line = z.int().min(1).describe("Where it begins in the file, counted from 1.");
const column = z.int().min(1).nullable().describe("Counted from 1; `null` where the row as a whole is meant.");
const reason = z.string().describe("What is wrong with it.");

const importChoice = z
  .strictObject({
    line,
    do: z
      .enum(["import", "skip"])
      .describe("`import` also takes a duplicate or a transfer; `skip` leaves a new row out."),
    set: z
      .strictObject({
        date: transactionDate.optional(),
        type: field.transactionType.optional(),
        amount: field.amount.optional(),
        description: description.optional(),
        categoryId: categoryOrNull.optional(),
      })
      .describe("What to change; members left out stay as they are.")
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

const fileName = "What the file is called.";
/** A text as the file has it, which may break the rules of the member that it stands for. */
const asFound = (member: z.ZodType) => z.string().describe(member.description ?? "");

export const importSource = {
  file: z
    .custom<Blob>(isBlob, { error: "Give the file as a Blob or File.", params: { fault: "wrong_type" } })
    .describe("What the bank gave; its format is told from the content."),
  name: field.text({ min: 1, max: 200 }).describe(fileName).optional(),
  account: account.describe("For every row that names none itself.").optional(),
  mapping: importMapping
    .optional()
    .describe("How a delimited file is read; what is left out is told from the content."),
  choices: choices.readonly().describe("What a person decided about single rows.").optional(),
};

const format = z.enum(["csv", "farthing-csv"]).describe("Told from the content, never from the name.");
const assumed = z.array(z.string()).readonly().describe("Which of those decisions could as well be otherwise.");
const totalRows = field.count.describe("Rows in the file.");

export const cutShort = "A job that was cut short stays `running` until it is sent again with the same key.";

export const importPreview = z
  .object({
    name: z.string().describe(fileName),
    format,
    mapping: importMapping.readonly().describe("How the file was read, whole: what was passed and what was told."),
    decided: z
      .array(
        z.object({
          what: z
            .enum(["format", "encoding", "delimiter", "header", "dates", "decimals", "columns", "sign", "currency"])
            .describe("What had to be told."),
          chosen: z.string().describe("What it was told to be."),
          evidence: z.string().describe("What in this file speaks for it, in words."),
        }),
      )
      .readonly()
      .describe("What was told from the content."),
    assumed,
    header: z.array(z.string()).readonly().nullable().describe("Cells of the header row; `null` where there is none."),
    sample: z
      .array(z.array(z.string()).readonly())
      .readonly()
      .describe("Cells of the first rows as they stand in the file, at most 10."),
    counts: z
      .object({
        total: totalRows,
        new: field.count.describe("Not there yet."),
        duplicate: field.count.describe("There already, from this file or another."),
        transfer: field.count.describe("An equal amount of the opposite type in another account, at most 3 days away."),
        invalid: field.count.describe("Can't be read as a transaction."),
        chosen: field.count.describe("How many the import will write."),
      })
      .describe("How many rows of each kind."),
    from: field.date.nullable().describe("Date of the first row that will be written; `null` where none will."),
    to: field.date.nullable().describe("Date of the last row that will be written; `null` where none will."),
    income: field.sum.describe("Of the rows that will be written, in minor units."),
    expense: field.sum.describe("Of the rows that will be written, in minor units."),
    rows: z
      .array(
        z.object({
          line,
          status: z
            .enum(["new", "duplicate", "transfer", "invalid"])
            .describe("What it is; the counts say what each means."),
          chosen: z.boolean().describe("Whether the import will write it."),
          id: field.transactionId
            .nullable()
            .describe("What it will have or, for a duplicate, has; `null` for an invalid row."),
          date: transactionDate.nullable(),
          type: field.transactionType.nullable(),
          amount: field.amount.nullable(),
          description: asFound(description),
          note: asFound(note),
          tags: z.array(z.string()).readonly().describe("All different, in the order of the file."),
          account: asFound(account),
          categoryId: categoryOrNull,
          newCategory: z.string().nullable().describe("A category that the import will make; `null` for none."),
          match: field.transactionId
            .nullable()
            .describe("The saved transaction that a duplicate equals or a transfer answers to."),
          deletedAt: field.instant
            .nullable()
            .describe("When the saved row that a duplicate equals was deleted by hand."),
          column,
          reason: reason.nullable(),
        }),
      )
      .readonly()
      .describe("At most 1000, from `skip` on, in the order of the file."),
    plan: z
      .string()
      .describe("Stands for file, mapping, choices and the decision for every row: give it to `imports.create`."),
  })
  .meta({ id: "ImportPreview" });

export const importRecord = z
  .object({
    id: field.id.describe("Which one; transactions have it as `importId`."),
    name: z.string().describe(fileName),
    format,
    account: asFound(account),
    state: z.enum(["running", "done", "undoing", "undone"]).describe(cutShort),
    total: totalRows,
    done: field.count.describe("Rows dealt with so far; while undoing, rows taken back."),
    createdAt: field.instant.describe("When it was made."),
    from: field.date.nullable().describe("Date of the first row written; `null` where there is none."),
    to: field.date.nullable().describe("Date of the last row written; `null` where there is none."),
    created: field.count.describe("Transactions written."),
    duplicates: field.count.describe("Rows left out because they were there already."),
    skipped: field.count.describe("Rows left out by choice, or because they look like a transfer."),
    rejected: z
      .array(z.object({ line, column, reason }))
      .readonly()
      .describe("Rows that couldn't be read, the first 100."),
    rejectedCount: field.count.describe("How many couldn't be read."),
    assumed,
    kept: z
      .array(field.transactionId)
      .readonly()
      .describe("The first 100 ids of those that were changed since and left alone."),
  })
  .meta({ id: "Import" });
