import { describeRange, describeType } from "./describe-type.ts";
import { type Html, html, prose } from "./html.ts";
import type { JsonSchema } from "./json-schema.ts";
import { listMembers } from "./list-members.ts";

/** What a member means, or nothing where nobody has said. */
const meaning = ({ description, anyOf = [] }: JsonSchema): string | undefined =>
  description ?? anyOf.find((schema) => schema.description !== undefined)?.description;

/** In what is sent, members that must be there stand out; in what is answered, those that may be missing. */
export type Direction = "sent" | "answered";

const mark = (direction: Direction, required: boolean) => {
  if (direction === "sent") return required && html` <span class="mark required">required</span>`;
  return !required && html` <span class="mark">sometimes</span>`;
};

/** The members of an object, one under the other. */
export function membersList(schema: JsonSchema, direction: Direction): Html {
  const members = listMembers(schema).map(({ path, name, schema, required }) => {
    const note = meaning(schema);
    const above = path.slice(0, path.length - name.length);
    return html`<div>
<dt><code>${above !== "" && html`<span class="above">${above}</span>`}${name}</code>${mark(direction, required)}</dt>
<dd class="type">${[describeType(schema), ...describeRange(schema)].map((part, index) => [index > 0 && ", ", part])}</dd>
${note !== undefined && html`<dd>${prose(note)}</dd>`}
</div>`;
  });
  return html`<dl class="members">${members}</dl>`;
}
