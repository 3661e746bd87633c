import { operationNames } from "@farthing/contract";
import { codeBlock } from "./code-block.ts";
import { exampleFile } from "./examples.ts";
import { type Html, html, prose } from "./html.ts";
import type { Header } from "./read-description.ts";

const shell = `export FARTHING_URL=http://127.0.0.1:8787
export FARTHING_TOKEN=eyJhbGciOi…`;

const client = `import { openAsBlob } from "node:fs";
import { createClient } from "@farthing/sdk";

const ledger = createClient({
  baseUrl: "http://127.0.0.1:8787",
  token: "eyJhbGciOi…",
});`;

const words: Readonly<Record<string, string>> = {
  amount:
    "A positive whole number of minor units (cents) of the ledger's currency; `type` says whether it came in or went out. A sum may be zero or negative.",
  date: "`YYYY-MM-DD`, from 1900-01-01 to 2199-12-31, without a time or a zone. A month is `YYYY-MM`. In a range both ends are included.",
  instant: "A moment in UTC: `2026-11-22T09:15:00.000Z`.",
  list: "`items` and `nextCursor`. Ask again with it as `cursor` for what follows, until it is `null`; a page may be short, even empty, before that.",
  version:
    "Rises by one with every change of a record. Send it back as `If-Match`, or `ifVersion` in the SDK, and a change made meanwhile is refused, never overwritten.",
  undo: "What a deletion or a batch answers: it takes the change back for 30 days, but for records changed since.",
};

const headerNotes: Readonly<Record<string, string>> = {
  Accept: "Of a job: `application/x-ndjson` for a line at each step instead of one answer at the end.",
  Authorization: "`Bearer` and the token, with every request. The token decides whose ledger it is.",
};

/** What each header is for, by name. */
function headersList(headers: readonly Header[]): Html {
  const notes = new Map(Object.entries(headerNotes).map(([name, note]) => [name, new Set([note])]));
  for (const { name, description } of headers) notes.set(name, (notes.get(name) ?? new Set()).add(description));
  const byName = [...notes].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<dl class="words">${byName.map(
    ([name, said]) => html`<div><dt id="${name.toLowerCase()}"><code>${name}</code></dt>
      ${[...said].map((note) => html`<dd>${prose(note)}</dd>`)}</div>`,
  )}</dl>`;
}

/**
 * What has to be known before the first call.
 * @param headers those that occur anywhere, sent or answered.
 */
export function introduction(headers: readonly Header[]): Html {
  return html`<section id="calling" aria-labelledby="calling:title">
    <h2 id="calling:title">Calling it</h2>
    <div class="columns">
      <div class="prose">
        <p>${operationNames.length} operations, the same by name in TypeScript and over HTTP. Every request carries a
          token; it decides whose ledger is meant, and nothing else does.</p>
        <p>The examples here work as they stand, in this order, from an empty ledger on. In the commands two variables
          say where and who, and others stand for what an earlier one was answered: <code>$COFFEE_ID</code> is the
          <code>id</code> of the transaction <code>coffee</code>. The bank file lies in the folder they are run in.</p>
        <p>In TypeScript every write carries an id or a key of its own, so one that is sent again after a lost answer
          happens once. With other clients send an <code>Idempotency-Key</code>.</p>
        <p>All of this for machines: <a href="/openapi.json">the OpenAPI document</a>.</p>
      </div>
      <div class="samples">
        ${codeBlock("Shell", shell)}
        ${codeBlock("TypeScript", client)}
        ${codeBlock(exampleFile.name, exampleFile.text)}
      </div>
    </div>
  </section>
  <section id="words" aria-labelledby="words:title">
    <h2 id="words:title">Words</h2>
    <dl class="words">${Object.entries(words).map(
      ([word, meaning]) => html`<div><dt>${word}</dt><dd>${prose(meaning)}</dd></div>`,
    )}</dl>
  </section>
  <section id="headers" aria-labelledby="headers:title">
    <h2 id="headers:title">Headers</h2>
    ${headersList(headers)}
  </section>`;
}
