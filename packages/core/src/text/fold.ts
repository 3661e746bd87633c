/**
 * Text without case, accents and compatibility forms, to compare by: `CAFÉ` and `café` fold alike. A part of a text folds to a
 * part of what the text folds to.
 */
export const fold = (text: string): string =>
  /^[\x00-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase()
        .toUpperCase()
        .toLowerCase()
        .replaceAll("ς", "σ");
