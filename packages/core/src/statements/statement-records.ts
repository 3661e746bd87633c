import { FarthingError, type FileEncoding } from "@farthing/contract";
import { type CsvRecord, type Delimiter, NOT_CLOSED } from "../csv/create-csv-reader.ts";
import { readCsv } from "../csv/read-csv.ts";
import type { StatementTerms } from "./statement-terms.ts";

/** So many records are worked on between two turns of others. */
const BATCH_MAX = 1000;

/** A file that ends within a quote has lost its end, and nobody knows how much of it. */
function refuseCutOff(last: CsvRecord | undefined): void {
  if (last?.fault?.reason !== NOT_CLOSED) return;
  throw new FarthingError(
    "not_importable",
    `The file ends within a quote that opens on line ${last.line}, column ${last.fault.column}: it seems to be cut off. Download it again, or close the quote.`,
  );
}

/**
 * The records of a file from a line on, in batches. Others have their turn behind every batch.
 * @throws FarthingError `not_importable` at the end of a file that is cut off within a quote.
 */
export async function* statementRecords(
  file: Blob,
  { encoding, delimiter, firstLine }: { encoding: FileEncoding; delimiter: Delimiter; firstLine: number },
  breathe: StatementTerms["breathe"],
): AsyncGenerator<readonly CsvRecord[]> {
  let last: CsvRecord | undefined;
  for await (const records of readCsv(file, encoding, delimiter)) {
    last = records.at(-1) ?? last;
    const wanted =
      (records[0]?.line ?? firstLine) >= firstLine ? records : records.filter(({ line }) => line >= firstLine);
    for (let from = 0; from < wanted.length; from += BATCH_MAX) {
      yield wanted.length <= BATCH_MAX ? wanted : wanted.slice(from, from + BATCH_MAX);
      await breathe?.();
    }
    if (wanted.length === 0) await breathe?.();
  }
  refuseCutOff(last);
}
