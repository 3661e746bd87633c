/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string;
}

/** What can stand in markup: text is escaped, `undefined` and `false` are nothing. */
export type Content = Html | string | number | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function write(content: Content): string {
  if (content === undefined || content === false) return "";
  if (typeof content === "string") return content.replace(/[&<>"']/g, (character) => entities[character] as string);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : content.map(write).join("");
}

/** Markup with contents in it, none of which can break out: text in an element or in a quoted attribute stays text. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + write(contents[index - 1]) + part) };
}

/** A sentence in which `backticks` enclose code. */
export const prose = (text: string): Content =>
  text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
