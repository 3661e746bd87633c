import { FarthingError } from "@farthing/contract";

const saveAsCsv = "Open it and save the sheet as CSV (UTF-8), then import that.";
const askForCsv = "Download the statement from the bank as CSV, then import that.";

/** The bytes that files of other kinds begin with. */
const signatures: readonly (readonly [string, string, string])[] = [
  ["504b0304", "a spreadsheet (.xlsx, .ods) or another zip archive", saveAsCsv],
  ["d0cf11e0", "an old Excel spreadsheet (.xls)", saveAsCsv],
  ["25504446", "a PDF", askForCsv],
  ["89504e47", "a PNG picture", askForCsv],
  ["ffd8ff", "a JPEG picture", askForCsv],
  ["47494638", "a GIF picture", askForCsv],
  ["52494646", "a WebP picture or a sound", askForCsv],
  ["1f8b", "a gzip archive", "Unpack it, then import what is in it."],
  ["377abcaf", "a 7-Zip archive", "Unpack it, then import what is in it."],
  ["53514c697465", "an SQLite database", askForCsv],
  ["7b5c727466", "an RTF document", askForCsv],
];

/** How texts of other kinds begin. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/^(?:OFXHEADER:|<OFX>|<\?xml[^]{0,300}<(?:\?OFX|OFX>))/i, "an OFX file"],
  [/^!(?:Type|Account|Option):/i, "a QIF file"],
  [/^(?:\{1:F01|:20:)/, "an MT940 file"],
  [/^(?:<\?xml[^]{0,300})?<Document[^>]{0,300}camt\.05/i, "a CAMT.053 file"],
  [/^<(?:!doctype html|html|head|body|table|meta)\b/i, "a web page (HTML)"],
  [/^<(?:\?xml|[a-z][\w:.-]*[\s>/])/i, "an XML file"],
  [/^(?:\{\s*"|\[\s*[[{"\]])/, "a JSON file"],
];

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const refuse = (kind: string, cure: string) =>
  new FarthingError("not_importable", `This looks like ${kind}, not like a CSV file. ${cure}`);

/** @throws FarthingError `not_importable` when the file begins like one of another kind. */
export function refuseOtherBytes(head: Uint8Array): void {
  const beginning = hex(head.subarray(0, 8));
  for (const [signature, kind, cure] of signatures) if (beginning.startsWith(signature)) throw refuse(kind, cure);
}

/** @throws FarthingError `not_importable` when the text is one of another kind, or none. */
export function refuseOtherText(head: string): void {
  const beginning = head.slice(0, 1000).trimStart();
  for (const [pattern, kind] of texts) if (pattern.test(beginning)) throw refuse(kind, askForCsv);
  if (head.includes("\0")) throw refuse("a binary file", askForCsv);
}
