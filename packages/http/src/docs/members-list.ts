import { describeRange, describeType } from "./describe-type.ts";
import { type Html, html, prose } from "./html.ts";
import type { JsonSchema } from "./json-schema.ts";
import { listMembers, type Member } from "./list-members.ts";
import { memberNotes } from "./member-notes.ts";

/** What a member means, or nothing where nobody has said. */
function noteOn(owner: string, { path, name, schema: { description, anyOf = [] } }: Member): string | undefined {
  const word = owner.split(".", 1)[0];
  const bySchema = description ?? anyOf.find((schema) => schema.description !== undefined)?.description;
  return memberNotes[`${owner}.${path}`] ?? memberNotes[`${word}.${name}`] ?? bySchema ?? memberNotes[name];
}

/** In what is sent, members that must be there stand out; in what is answered, those that may be missing. */
export type Direction = "sent" | "answered";

const mark = (direction: Direction, required: boolean) => {
  if (direction === "sent") return required && html` <span class="mark required">required</span>`;
  return !required && html` <span class="mark">sometimes</span>`;
};

/**
 * The members of an object, one under the other.
 * @param owner the operation or shape they belong to.
 */
export function membersList(owner: string, schema: JsonSchema, direction: Direction): Html {
  const members = listMembers(schema).map((member) => {
    const { path, name, schema, required } = member;
    const note = noteOn(owner, member);
    const above = path.slice(0, path.length - name.length);
    return html`<div>
<dt><code>${above !== "" && html`<span class="above">${above}</span>`}${name}</code>${mark(direction, required)}</dt>
<dd class="type">${[describeType(schema), ...describeRange(schema)].map((part, index) => [index > 0 && ", ", part])}</dd>
${note !== undefined && html`<dd>${prose(note)}</dd>`}
</div>`;
  });
  return html`<dl class="members">${members}</dl>`;
}
