const isPlain = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** A cell as one line of text: NFC, runs of white space as one blank, no control characters, none at its ends. */
export const tidyCell = (cell: string): string =>
  isPlain.test(cell)
    ? cell
    : cell
        .toWellFormed()
        .normalize("NFC")
        .replace(/(?!\s)\p{Cc}/gu, "")
        .replace(/\s+/g, " ")
        .trim();

/** Splits text behind this many code points; the rest begins with what didn't fit. */
export function splitText(text: string, codePointsMax: number): [head: string, rest: string] {
  if (text.length <= codePointsMax) return [text, ""];
  let at = 0;
  for (let count = 0; count < codePointsMax && at < text.length; count += 1)
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
}

/** The text, cut where it is longer. */
export const cutText = (text: string, codePointsMax: number): string => splitText(text, codePointsMax)[0];
