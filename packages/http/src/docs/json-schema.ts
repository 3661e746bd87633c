/** What of JSON Schema occurs in the OpenAPI document. */
export interface JsonSchema {
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  /** `false` of what is sent: members that aren't known are refused there. */
  additionalProperties?: boolean;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  enum?: readonly string[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  examples?: readonly unknown[];
}

/** The name of the shape that a schema refers to. */
export const shapeName = ({ $ref }: JsonSchema): string | undefined => $ref?.split("/").at(-1);
