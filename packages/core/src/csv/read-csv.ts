import type { FileEncoding } from "@farthing/contract";
import { type CsvRecord, createCsvReader, type Delimiter } from "./create-csv-reader.ts";
import { decodeText } from "./decode-text.ts";

const end = { text: "", bytes: new Uint8Array(0) };

/** The records of a file, in batches of at most one piece, so that there is one wait a batch and none a record. */
export async function* readCsv(file: Blob, encoding: FileEncoding, delimiter: Delimiter): AsyncGenerator<CsvRecord[]> {
  const read = createCsvReader(delimiter);
  for await (const piece of decodeText(file, encoding)) yield read(piece, false);
  yield read(end, true);
}
