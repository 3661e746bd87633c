import { clientErrorCodes, type ErrorCode, errorCodes, FarthingError, type ServerErrorCode } from "@farthing/contract";
import { toProblem } from "../to-problem.ts";
import { codeBlock } from "./code-block.ts";
import { errorAdvice } from "./error-advice.ts";
import { type Content, type Html, html, prose } from "./html.ts";
import { writeLiteral } from "./write-literal.ts";

const problem = toProblem(
  new FarthingError("version_mismatch", "The category is at version 4.", { current: { id: "k3f9", version: 4 } }),
  "5f0c2f0e-2f63-4b6f-9a5e-0f3f7c6f1d2a",
);

const json = { key: (name: string) => JSON.stringify(name), text: (value: string) => JSON.stringify(value) };

const entry = (code: ErrorCode, kind: Content) => html`<article class="error" id="${code}">
  <h3><a href="#${code}">${code}</a></h3>
  ${kind}
  <p>${prose(errorAdvice[code])}</p>
</article>`;

function answeredError(code: ServerErrorCode): Html {
  const { status, title, retry } = errorCodes[code];
  return entry(
    code,
    html`<p class="title"><b class="status">${status}</b> ${title}</p>
      <p class="again">${retry ? html`<span class="safe">Safe to send again</span>` : "Not to be sent again as it is"}</p>`,
  );
}

/** The catalogue of everything that can be refused or go wrong. */
export function errorSection(): Html {
  const codes = Object.keys(errorCodes) as ServerErrorCode[];
  const given = Object.fromEntries(Object.entries(problem).filter(([, value]) => value !== undefined));
  return html`<section id="errors" aria-labelledby="errors:title">
    <h2 id="errors:title">Errors</h2>
    <div class="prose">
      <p>Every error is problem details (RFC 9457) as <code>application/problem+json</code>. Decide by <code>code</code>:
        it never changes its status or its meaning. Titles and details are for people and may.</p>
      ${codeBlock("application/problem+json", writeLiteral(given, { ...json, reference: () => "" }))}
      <p>What is safe to send again the SDK sends again by itself, after <code>Retry-After</code>; so may you, as it
        stands. Anything else would only be refused again, or wants a look first.</p>
    </div>
    <div class="errors">${codes.map(answeredError)}</div>
    <h3 id="client-errors">Raised by the SDK alone</h3>
    <div class="errors">${clientErrorCodes.map((code) => entry(code, undefined))}</div>
  </section>`;
}
