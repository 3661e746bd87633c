import { type Html, html } from "./html.ts";
import type { JsonSchema } from "./json-schema.ts";
import { membersList } from "./members-list.ts";

/** Every shape that has a name, by name. */
export function shapeSection(shapes: Readonly<Record<string, JsonSchema>>): Html {
  const byName = Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<section id="shapes" aria-labelledby="shapes:title">
    <h2 id="shapes:title">Shapes</h2>
    <p class="prose">Answers may gain members: pass over those you don't know. In a request an unknown member is a fault.</p>
    ${byName.map(
      ([name, shape]) => html`<article class="shape" id="${name}" aria-labelledby="${name}:title">
        <h3 id="${name}:title"><a href="#${name}">${name}</a></h3>
        ${membersList(shape, shape.additionalProperties === false ? "sent" : "answered")}
      </article>`,
    )}
  </section>`;
}
