import type { ImportSource } from "@farthing/contract";
import { readStatement } from "../../statements/read-statement.ts";
import type { StatementEntry } from "../../statements/statement-row.ts";
import { type StatementSurvey, surveyStatement } from "../../statements/survey-statement.ts";
import { tidyText } from "../../text/tidy-text.ts";
import { canonical } from "../canonical.ts";
import { breather, type Context } from "../context.ts";
import type { Small } from "../small.ts";

/** A bank file whose layout is known, to be read as often as need be. */
export interface Statement {
  survey: StatementSurvey;
  /** Digest of its bytes. */
  bytes: string;
  /** Digest of its bytes, of how it is read and of the caller's choices. */
  digest: string;
  /** Name by which people know it. */
  name: string;
  account: string;
  /** Its rows in order, in batches of at most `size`. */
  batches(size: number): AsyncGenerator<readonly StatementEntry[]>;
}

/** Bytes of a file to read at once. */
const PIECE = 1 << 18;
const NAME_MAX = 200;

async function digestOf({ hash }: Context, file: Blob, breathe: () => Promise<void> | undefined): Promise<string> {
  const digest = hash.stream();
  for (let start = 0; start < file.size; start += PIECE) {
    digest.update(new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer()));
    await breathe();
  }
  return digest.hex();
}

/** A file's own name as one that a caller might have given. */
const tidyName = (name: string) =>
  [...tidyText(name.toWellFormed().replace(/[\x00-\x1f\x7f-\x9f]/g, " "))].slice(0, NAME_MAX).join("");

/** @throws FarthingError `not_importable`. */
export async function openStatement(
  context: Context,
  { settings, decimals }: Small,
  source: ImportSource,
): Promise<Statement> {
  const { file, mapping, choices = [] } = source;
  const breathe = breather(context);
  const given = { mapping, locale: settings.locale, currency: settings.currency, decimals, breathe };
  const survey = await surveyStatement(file, given);
  const bytes = await digestOf(context, file, breathe);
  const account = source.account ?? "";
  const fileName = "name" in file && typeof file.name === "string" ? tidyName(file.name) : "";
  return {
    survey,
    bytes,
    digest: context.hash.text(canonical([bytes, survey.mapping, account, settings.currency, choices])),
    name: source.name ?? (fileName || "bank file"),
    account,
    async *batches(size) {
      let batch: StatementEntry[] = [];
      for await (const entries of readStatement(file, survey, given)) {
        for (const entry of entries) {
          batch.push(entry);
          if (batch.length === size) {
            yield batch;
            batch = [];
          }
        }
        await breathe();
      }
      if (batch.length > 0) yield batch;
    },
  };
}
