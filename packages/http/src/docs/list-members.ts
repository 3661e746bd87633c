import type { JsonSchema } from "./json-schema.ts";

/** A member of an object, or of an object inside of it that has no name of its own. */
export interface Member {
  /** From the outermost object: `create[].date`. */
  path: string;
  name: string;
  schema: JsonSchema;
  required: boolean;
}

/** The members of an object, each followed by those inside of it. */
export function listMembers({ properties = {}, required = [] }: JsonSchema, above = ""): readonly Member[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = above + name;
    const member = { path, name, schema, required: required.includes(name) };
    if (schema.properties) return [member, ...listMembers(schema, `${path}.`)];
    return schema.items?.properties ? [member, ...listMembers(schema.items, `${path}[].`)] : [member];
  });
}
