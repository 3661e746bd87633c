const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One row as RFC 4180 writes it, with its CRLF. */
export const formatCsvRow = (cells: readonly string[]): string =>
  // A lone empty cell would be a blank line.
  cells.length === 1 && cells[0] === "" ? '""\r\n' : `${cells.map(cell).join(",")}\r\n`;
