import type { FileEncoding } from "@farthing/contract";
import type { CsvRecord, Delimiter } from "../csv/create-csv-reader.ts";
import { readCsv } from "../csv/read-csv.ts";
import type { StatementTerms } from "./statement-terms.ts";

/** The records of a file from a line on, in batches of one piece. */
export async function* statementRecords(
  file: Blob,
  { encoding, delimiter, firstLine }: { encoding: FileEncoding; delimiter: Delimiter; firstLine: number },
  breathe: StatementTerms["breathe"],
): AsyncGenerator<readonly CsvRecord[]> {
  for await (const batch of readCsv(file, encoding, delimiter)) {
    yield (batch[0]?.line ?? 0) >= firstLine ? batch : batch.filter(({ line }) => line >= firstLine);
    await breathe?.();
  }
}
