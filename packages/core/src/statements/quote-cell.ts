const LENGTH_MAX = 40;

/** A cell's text to be named in a message: on one line, and cut where it is long. */
export function quoteCell(cell: string): string {
  const text = cell.replace(/\s+/g, " ").trim();
  return `"${text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX).toWellFormed()}…` : text}"`;
}
