import { errorCodes, type OperationName, routes, type ServerErrorCode } from "@farthing/contract";
import { operationErrors } from "../operation-errors.ts";
import { codeBlock } from "./code-block.ts";
import { curlCommand } from "./curl-command.ts";
import { describeType } from "./describe-type.ts";
import { type Content, type Html, html, prose } from "./html.ts";
import { type JsonSchema, shapeName } from "./json-schema.ts";
import { membersList } from "./members-list.ts";
import type { Description, Header } from "./read-description.ts";
import { sdkCall } from "./sdk-call.ts";

const asSchema = (parameters: Description["path"]): JsonSchema => ({
  properties: Object.fromEntries(parameters.map(({ name, description, schema }) => [name, { ...schema, description }])),
  required: parameters.flatMap(({ name, required }) => (required ? [name] : [])),
});

const without = ({ properties = {}, ...schema }: JsonSchema, names: readonly string[]): JsonSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))),
});

const part = (title: string, content: Content) => html`<h4>${title}</h4>${content}`;

function listed(title: string, schema: JsonSchema | undefined): Content {
  if (schema === undefined || Object.keys(schema.properties ?? {}).length === 0) return undefined;
  return part(title, membersList(schema, "sent"));
}

function sent(name: OperationName, { path, query, body }: Description): Content {
  const inPath = listed("In the path", asSchema(path));
  if (routes[name].sends !== "file") {
    return [inPath, listed("In the query", asSchema(query)), listed("Body, JSON", body)];
  }
  const inQuery = query.map((parameter) => parameter.name);
  return [
    part(
      "Body",
      html`<p>The file itself, of any content type but JSON, with the members below in the query. Or
        <code>multipart/form-data</code> with the parts <code>file</code> and, as JSON, <code>options</code>.</p>`,
    ),
    inPath,
    listed("In the query, or in options", asSchema(query)),
    listed("In options only", body && without(body, inQuery)),
  ];
}

const headerLink = ({ name }: Pick<Header, "name">) => html`<a href="#${name.toLowerCase()}"><code>${name}</code></a>`;
const withCommas = (links: readonly Html[]) => links.map((link, index) => [index > 0 && ", ", link]);

function answered(name: OperationName, { answer, answerType, answerHeaders }: Description): Content {
  const { status, gives } = routes[name];
  const shape = shapeName(answer) !== undefined && html`: ${describeType(answer)}`;
  return part(
    "Answer",
    html`<p><b class="status">${status}</b> <code>${answerType}</code>${shape}</p>
      ${answer.properties && membersList(answer, "answered")}
      ${
        gives === "job" &&
        html`<p>With <code>Accept: application/x-ndjson</code> 200 and a line for each step: <code>{"progress": …}</code>
          with <code>phase</code>, <code>rows</code> and <code>total</code>, the last one
          <code>{"result": …}</code> or <code>{"problem": …}</code>.</p>`
      }
      <p class="aside">With ${withCommas(answerHeaders.map(headerLink))}.</p>`,
  );
}

const codeLink = (code: ServerErrorCode) =>
  html`<a href="#${code}">${errorCodes[code].status} <code>${code}</code></a>`;

function refused(name: OperationName): Content {
  const { own, shared } = operationErrors(name);
  return part(
    "Errors",
    html`${own.length > 0 && html`<ul class="codes">${own.map((code) => html`<li>${codeLink(code)}</li>`)}</ul>`}
      <p class="aside shared">${own.length > 0 ? "And as elsewhere" : "As elsewhere"}: ${withCommas(shared.map((code) => html`<a href="#${code}">${code}</a>`))}.</p>`,
  );
}

/** Everything about one operation. */
export function operationSection(name: OperationName, description: Description): Html {
  const { method, path, gives } = routes[name];
  const headers = [...description.requestHeaders, ...(gives === "job" ? [{ name: "Accept" }] : [])];
  return html`<article class="operation" id="${name}" aria-labelledby="${name}:title">
    <div>
      <h3 id="${name}:title"><a href="#${name}">${name}</a></h3>
      <p class="place"><span class="method ${method.toLowerCase()}">${method}</span> <code>/v1${path}</code></p>
      <p>${prose(description.summary)}</p>
      ${sent(name, description)}
      ${part("Headers", html`<p>${withCommas(headers.map(headerLink))}</p>`)}
      ${answered(name, description)}
      ${refused(name)}
    </div>
    <div class="samples">
      ${codeBlock("curl", curlCommand(name))}
      ${codeBlock("TypeScript", sdkCall(name))}
    </div>
  </article>`;
}
