/** A file as a bank gives it: ISO dates, one signed amount, a header and the lines given. */
export const bankFile = (...lines: readonly string[]): Blob =>
  new Blob([["Date,Description,Amount", ...lines, ""].join("\n")]);
