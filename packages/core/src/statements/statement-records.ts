import type { FileEncoding } from "@farthing/contract";
import type { CsvRecord, Delimiter } from "../csv/create-csv-reader.ts";
import { readCsv } from "../csv/read-csv.ts";
import type { StatementTerms } from "./statement-terms.ts";

/** So many records are worked on between two turns of others. */
const BATCH_MAX = 1000;

/** The records of a file from a line on, in batches. Others have their turn behind every batch. */
export async function* statementRecords(
  file: Blob,
  { encoding, delimiter, firstLine }: { encoding: FileEncoding; delimiter: Delimiter; firstLine: number },
  breathe: StatementTerms["breathe"],
): AsyncGenerator<readonly CsvRecord[]> {
  for await (const records of readCsv(file, encoding, delimiter)) {
    const wanted =
      (records[0]?.line ?? firstLine) >= firstLine ? records : records.filter(({ line }) => line >= firstLine);
    for (let from = 0; from < wanted.length; from += BATCH_MAX) {
      yield wanted.length <= BATCH_MAX ? wanted : wanted.slice(from, from + BATCH_MAX);
      await breathe?.();
    }
    if (wanted.length === 0) await breathe?.();
  }
}
