import type { AttributeValue, Item } from "./dynalite-types.ts";

type Sizes = { [type: string]: (value: never) => number };

const bytes = (text: string) => Buffer.byteLength(text, "utf8");

/** Digits go in pairs counted from the decimal point, and a pair fills a byte; one more for the exponent and a minus. */
const numberBytes = (text: string): number => {
  const [, minus, whole = "", fraction = ""] = /^(-?)0*(\d*)(?:[.](\d*))?/.exec(text) ?? [];
  const digits = `${whole.length % 2 === 0 ? "" : "0"}${whole}${fraction}`;
  const first = digits.search(/[1-9]/);
  if (first < 0) return 1;
  const last = digits.replace(/0+$/, "").length;
  return 1 + Math.ceil(last / 2) - Math.floor(first / 2) + (minus === "-" ? 1 : 0);
};

const total = <T>(values: readonly T[], size: (value: T) => number): number =>
  values.reduce((sum, value) => sum + size(value), 0);

const sizes: Sizes = {
  S: bytes,
  N: numberBytes,
  B: (base64: string) => Buffer.byteLength(base64, "base64"),
  BOOL: () => 1,
  NULL: () => 1,
  SS: (values: string[]) => total(values, bytes),
  NS: (values: string[]) => total(values, numberBytes),
  BS: (values: string[]) => total(values, (value) => Buffer.byteLength(value, "base64")),
  L: (values: AttributeValue[]) => 3 + total(values, (value) => 1 + valueBytes(value)),
  M: (item: Item) => 3 + Object.keys(item).length + itemBytes(item),
};

const valueBytes = (value: AttributeValue | undefined): number =>
  total(Object.entries(value ?? {}), ([type, content]) => sizes[type]?.(content as never) ?? 0);

/** The size of an item in bytes as DynamoDB charges for it: names and values in UTF-8. */
export const itemBytes = (item: Item | undefined): number =>
  total(Object.entries(item ?? {}), ([name, value]) => bytes(name) + valueBytes(value));
