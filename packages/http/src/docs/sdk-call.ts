import { type OperationName, routes } from "@farthing/contract";
import { type Example, exampleFile, examples } from "./examples.ts";
import { type LiteralStyle, writeLiteral } from "./write-literal.ts";

const typescript: LiteralStyle = {
  key: (name) => name,
  text: (value) => JSON.stringify(value),
  reference: (...names) => names.join("."),
};

/** The call in TypeScript that an example is. `ledger`, `openAsBlob` and the answers it refers to are in scope. */
export function sdkCall(name: OperationName): string {
  const { sends, gives } = routes[name];
  const { answer, input, options }: Example = examples[name];
  const isFile = sends === "file";
  const opened = isFile ? `const bankFile = await openAsBlob("${exampleFile.name}");\n` : "";
  const begun = gives === "csv" ? `for await (const ${answer} of ` : `const ${answer} = await `;
  const ended = gives === "csv" ? `) {\n  process.stdout.write(${answer});\n}` : ";";
  const room = { indent: "", taken: begun.length + `ledger.${name}();`.length };
  const given = isFile ? { file: "{bankFile}", ...input } : input;
  const written = [
    ...(given === undefined ? [] : [writeLiteral(given, typescript, room)]),
    ...(options === undefined ? [] : [writeLiteral(options, typescript)]),
  ];
  return `${opened}${begun}ledger.${name}(${written.join(", ")})${ended}`;
}
