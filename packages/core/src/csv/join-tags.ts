/** Tags in one cell, with `;` between them; `\` before a `;` or `\` of their own. */
export const joinTags = (tags: readonly string[]): string => tags.map((tag) => tag.replace(/[\\;]/g, "\\$&")).join(";");

/** The inverse of {@link joinTags} for tags that aren't empty. */
export const splitTags = (cell: string): string[] =>
  (cell.match(/(?:[^\\;]|\\[^]?)+/g) ?? []).map((tag) => tag.replace(/\\([^])/g, "$1"));
