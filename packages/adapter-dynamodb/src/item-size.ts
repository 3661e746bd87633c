const encoder = new TextEncoder();

const textSize = (text: string) => encoder.encode(text).length;

function numberSize(value: number): number {
  const [mantissa = ""] = value.toExponential().split("e");
  const digits = mantissa.replace(/[-.]/g, "").replace(/0+$/, "").length;
  return Math.ceil(digits / 2) + (value < 0 ? 2 : 1);
}

function valueSize(value: unknown): number {
  if (typeof value === "string") return textSize(value);
  if (typeof value === "number") return numberSize(value);
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, element) => sum + 1 + valueSize(element), 0);
  if (typeof value === "object" && value !== null) return 3 + itemSize(value) + Object.keys(value).length;
  return 1;
}

/**
 * Bytes of an item by the rules that DynamoDB has published: UTF-8 bytes of names and texts; numbers a byte for every two
 * significant digits and one more, and one for a minus sign; lists and maps three bytes and one for each member.
 */
export const itemSize = (item: object): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + textSize(name) + valueSize(value), 0);

/** The most that an item may come to. */
export const ITEM_SIZE_MAX = 400 * 1024;
