/** The form in which texts are kept: NFC, lines ended by a newline alone, no white space at the ends. */
export const tidyText = (text: string): string => text.normalize("NFC").replaceAll("\r\n", "\n").trim();

/** Control characters; tab and newline are none where a text may have several lines. */
export const hasControls = (text: string, lines: boolean): boolean =>
  (lines ? /[\x00-\x08\x0b-\x1f\x7f-\x9f]/ : /[\x00-\x1f\x7f-\x9f]/).test(text);

/** Length as people count it, in code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
