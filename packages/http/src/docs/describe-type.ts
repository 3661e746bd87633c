import { type Html, html } from "./html.ts";
import { type JsonSchema, shapeName } from "./json-schema.ts";

const either = (kinds: readonly Html[]) => html`${kinds.map((kind, index) => [index > 0 && " or ", kind])}`;

const isMonth = ({ pattern }: JsonSchema) => pattern === "^\\d{4}-\\d{2}$";

const words: Readonly<Record<string, string>> = { date: "date", "date-time": "instant", uri: "address" };

const simple = (schema: JsonSchema, type: string) => (isMonth(schema) ? "month" : words[schema.format ?? ""]) ?? type;

/** What the values of a list are. */
function describeMany(schema: JsonSchema): Html {
  if (schema.type === "object") return html`objects`;
  if (schema.type === "array") return html`lists of ${describeMany(schema.items ?? {})}`;
  return schema.type === "string" && schema.enum === undefined ? html`strings` : describeType(schema);
}

const describeOne = (schema: JsonSchema, type: string) =>
  type === "array" ? html`list of ${describeMany(schema.items ?? {})}` : html`${simple(schema, type)}`;

/** What a value is, with a link where it has a name. */
export function describeType(schema: JsonSchema): Html {
  const name = shapeName(schema);
  if (name !== undefined) return html`<a href="#${name}">${name}</a>`;
  if (schema.anyOf !== undefined) return either(schema.anyOf.map(describeType));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) return either(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`));
  return either([schema.type ?? "anything"].flat().map((type) => describeOne(schema, type)));
}

/** Figures in groups of three, with spaces that don't break. */
const figure = (value: number) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, "\u00a0");

/** What may be, from and to; a safe integer's own ends say nothing. */
function bounds(least: number | undefined, most: number | undefined, unit = ""): string | undefined {
  const from = least === undefined || least <= 0 - Number.MAX_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (to === undefined) return from === undefined ? undefined : `${figure(from)}${unit} or more`;
  return from === undefined || (from === 0 && unit !== "")
    ? `at most ${figure(to)}${unit}`
    : `${figure(from)} to ${figure(to)}${unit}`;
}

/** What a value of that type has to be like besides; nothing where any will do. */
export function describeRange(schema: JsonSchema): readonly Html[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(describeRange);
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern, format, examples } = schema;
  const known = format === "date" || isMonth(schema);
  const sizes = [
    bounds(minimum, maximum),
    bounds(minLength, maxLength, " characters"),
    bounds(minItems, maxItems, " entries"),
  ];
  return [
    ...sizes.flatMap((size) => (size === undefined ? [] : [html`${size}`])),
    ...(pattern === undefined || known ? [] : [html`<code>${pattern.replace(/^\^|\$$/g, "")}</code>`]),
    ...(examples ?? []).map((value) => html`such as <code>${String(value)}</code>`),
    ...(schema.items === undefined || shapeName(schema.items) !== undefined
      ? []
      : describeRange(schema.items).map((range) => html`each ${range}`)),
  ];
}
