import { type OperationName, operationNames, routes } from "@farthing/contract";
import { openApiDocument } from "../open-api-document.ts";
import { errorSection } from "./error-section.ts";
import { type Html, html, prose } from "./html.ts";
import { introduction } from "./introduction.ts";
import type { JsonSchema } from "./json-schema.ts";
import { operationSection } from "./operation-section.ts";
import { type Description, readDescription, readRefusalHeaders } from "./read-description.ts";
import { shapeSection } from "./shape-section.ts";
import { style } from "./style.ts";

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E" +
  "%3Cpath fill='%238b877e' d='M13 2a10 10 0 1 1-11 11h11z'/%3E" +
  "%3Cpath fill='%23b8652e' d='M11 1.5v9.5H1.5A9.5 9.5 0 0 1 11 1.5z'/%3E%3C/svg%3E";

const logo = html`<svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M13 2a10 10 0 1 1-11 11h11z"/><path class="quarter" d="M11 1.5v9.5H1.5A9.5 9.5 0 0 1 11 1.5z"/></svg>`;

interface Group {
  word: string;
  title: string;
  names: readonly OperationName[];
}

/** The operations by the word that their names begin with. */
function listGroups(): readonly Group[] {
  const wordOf = (name: OperationName) => name.split(".", 1)[0] as string;
  return [...new Set(operationNames.map(wordOf))].map((word) => ({
    word,
    title: word.charAt(0).toUpperCase() + word.slice(1),
    names: operationNames.filter((name) => wordOf(name) === word),
  }));
}

const groupId = (word: string) => `group-${word}`;
const methodName = (name: OperationName) => name.split(".").at(-1) as string;

const contents = (groups: readonly Group[]) => html`<nav aria-label="Contents">
  <p class="name"><a href="#top">${logo}Farthing</a></p>
  <ul>
    <li><a href="#calling">Calling it</a></li>
    <li><a href="#words">Words</a></li>
    <li><a href="#headers">Headers</a></li>
    ${groups.map(
      ({ word, title, names }) => html`<li><a href="#${groupId(word)}">${title}</a>
        <ul>${names.map(
          (name) =>
            html`<li><a href="#${name}">${methodName(name)} <span class="method ${routes[name].method.toLowerCase()}">${routes[name].method}</span></a></li>`,
        )}</ul></li>`,
    )}
    <li><a href="#shapes">Shapes</a></li>
    <li><a href="#errors">Errors</a></li>
  </ul>
</nav>`;

type Descriptions = ReadonlyMap<OperationName, Description>;

function groupSection({ word, title, names }: Group, descriptions: Descriptions): Html {
  const operations = names.map((name) => ({ name, description: descriptions.get(name) as Description }));
  return html`<section id="${groupId(word)}" aria-labelledby="${groupId(word)}:title">
    <h2 id="${groupId(word)}:title">${title}</h2>
    <ul class="overview">${operations.map(
      ({ name, description }) =>
        html`<li><a href="#${name}">${methodName(name)}</a> <span>${prose(description.summary)}</span></li>`,
    )}</ul>
    ${operations.map(({ name, description }) => operationSection(name, description))}
  </section>`;
}

/** The whole page, made from the tables that the API itself is made from. */
export function docsPage(): string {
  const document = openApiDocument();
  const descriptions = new Map(operationNames.map((name) => [name, readDescription(document, name)]));
  const groups = listGroups();
  const headers = [...descriptions.values()].flatMap(({ requestHeaders, answerHeaders }) => [
    ...requestHeaders,
    ...answerHeaders,
  ]);
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Farthing: the API</title>
<link rel="icon" href="${icon}">
<style>${{ markup: style }}</style>
</head>
<body id="top">
<a class="skip" href="#main">Skip to content</a>
${contents(groups)}
<main id="main">
<h1>The API of Farthing</h1>
<p class="lead">A personal-finance ledger: what can be asked of it, what it answers, and what to do when it refuses.</p>
${introduction([...headers, ...readRefusalHeaders(document)])}
${groups.map((group) => groupSection(group, descriptions))}
${shapeSection(document.components.schemas as Readonly<Record<string, JsonSchema>>)}
${errorSection()}
</main>
</body>
</html>`.markup
  }\n`;
}
