import { type Html, html } from "./html.ts";

/** A piece of code with a word above that says what it is. */
export const codeBlock = (title: string, code: string): Html =>
  html`<figure class="code"><figcaption>${title}</figcaption><pre><code>${code}</code></pre></figure>`;
