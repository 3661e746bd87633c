/** How values are written in a language. */
export interface LiteralStyle {
  key(name: string): string;
  text(value: string): string;
  /** What stands for an earlier answer's member, or for something as a whole. */
  reference(...names: readonly string[]): string;
}

const LINE_MAX = 56;

const referred = /^\{(\w+)(?:\.(\w+))?\}$/;

/** Writes a text, or what stands for the one that it refers to. */
export function writeText(value: string, { text, reference }: Omit<LiteralStyle, "key">): string {
  const names = referred
    .exec(value)
    ?.slice(1)
    .filter((name) => name !== undefined);
  return names === undefined ? text(value) : reference(...names);
}

/** Where on its line a value begins. */
interface Place {
  indent: string;
  /** How many characters stand before it, behind the indent. */
  taken: number;
}

/** Writes a plain value on one line where it fits, else with a line for each of its parts. */
export function writeLiteral(value: unknown, style: LiteralStyle, place: Place = { indent: "", taken: 0 }): string {
  if (typeof value === "string") return writeText(value, style);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const { indent, taken } = place;
  const within = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(([name, part]) => {
    const key = isList ? "" : `${style.key(name)}: `;
    return key + writeLiteral(part, style, { indent: within, taken: key.length });
  });
  const [open, close] = isList ? ["[", "]"] : ["{ ", " }"];
  const line = parts.length === 0 ? (open + close).replaceAll(" ", "") : open + parts.join(", ") + close;
  if (indent.length + taken + line.length <= LINE_MAX && !line.includes("\n")) return line;
  return `${open.trim()}\n${parts.map((part) => `${within}${part}`).join(",\n")}\n${indent}${close.trim()}`;
}
