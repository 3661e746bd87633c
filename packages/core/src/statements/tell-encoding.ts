import type { FileEncoding } from "@farthing/contract";
import { hasMark } from "../csv/decode-text.ts";

export interface ToldEncoding {
  encoding: FileEncoding;
  evidence: string;
  /** False when it stands only as long as all of the file can be decoded so. */
  certain: boolean;
}

const marked = ["utf-8", "utf-16le", "utf-16be"] as const;

const isLetter = (byte: number | undefined) => byte !== undefined && byte >= 0x20 && byte < 0x7f;

/** Tells the encoding from the first bytes. */
export function tellEncoding(head: Uint8Array, given: FileEncoding | undefined): ToldEncoding {
  if (given !== undefined) return { encoding: given, evidence: "As asked for", certain: true };
  const mark = marked.find((encoding) => hasMark(head, encoding));
  if (mark !== undefined)
    return {
      encoding: mark,
      evidence: `The file begins with the byte order mark of ${mark.toUpperCase()}`,
      certain: true,
    };
  const [first, second, third, fourth] = head;
  const evidence = "Every second byte at the beginning is zero";
  if (isLetter(first) && second === 0 && isLetter(third) && fourth === 0)
    return { encoding: "utf-16le", evidence, certain: true };
  if (first === 0 && isLetter(second) && third === 0 && isLetter(fourth))
    return { encoding: "utf-16be", evidence, certain: true };
  return { encoding: "utf-8", evidence: "All of the file is valid UTF-8", certain: false };
}
