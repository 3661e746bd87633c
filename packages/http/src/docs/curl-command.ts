import { type OperationName, routes } from "@farthing/contract";
import { type Example, exampleFile, examples } from "./examples.ts";
import { type LiteralStyle, writeLiteral, writeText } from "./write-literal.ts";

const reference = (...names: readonly string[]) => `$${names.join("_")}`.toUpperCase();

/** JSON in a here-document, where the shell replaces what begins with a dollar sign. */
const json: LiteralStyle = {
  key: (name) => JSON.stringify(name),
  text: (value) => JSON.stringify(value).replace(/[\\$`]/g, "\\$&"),
  reference: (...names) => `"${reference(...names)}"`,
};

/** A part of an address in double quotes. */
const inAddress = (value: unknown) => writeText(String(value), { text: encodeURIComponent, reference });

/** The command that makes an example's call. `FARTHING_URL`, `FARTHING_TOKEN` and what it refers to are variables of the shell. */
export function curlCommand(name: OperationName): string {
  const { method, path, sends } = routes[name];
  const { input = {}, options = {} }: Example = examples[name];
  const inPath = (member: string) => path.includes(`{${member}}`);
  const members = Object.entries(input);
  const rest = members.filter(([member]) => !inPath(member));
  const place = path.replace(/\{(\w+)\}/g, (_whole, member: string) =>
    inAddress(members.find(([given]) => given === member)?.[1]),
  );
  const query = sends === "json" ? "" : rest.map(([member, value]) => `${member}=${inAddress(value)}`).join("&");
  const { ifVersion, idempotencyKey } = options;
  const hasBody = sends === "json" && rest.length > 0;
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}"$FARTHING_URL/v1${place}${query && `?${query}`}"`,
    `-H "Authorization: Bearer $FARTHING_TOKEN"`,
    ...(idempotencyKey === undefined ? [] : [`-H "Idempotency-Key: ${idempotencyKey}"`]),
    ...(ifVersion === undefined ? [] : [`-H 'If-Match: "${ifVersion}"'`]),
    ...(sends === "file" ? ['-H "Content-Type: text/csv"', `--data-binary @${exampleFile.name}`] : []),
    ...(hasBody
      ? [
          '-H "Content-Type: application/json"',
          `--data-binary @- <<JSON\n${writeLiteral(Object.fromEntries(rest), json)}\nJSON`,
        ]
      : []),
  ].join(" \\\n  ");
}
