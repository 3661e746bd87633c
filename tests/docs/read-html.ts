/** An element of a page. */
export interface Element {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  /** Elements and texts, in their order. */
  children: (Element | string)[];
}

const empty = new Set(["meta", "link", "br", "hr", "img", "input", "path"]);
const raw = new Set(["style", "script"]);
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function decode(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? entities[name] : undefined;
    if (character === undefined) throw new Error(`${whole} isn't an entity in: ${text.trim().slice(0, 80)}`);
    return character;
  });
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const rest = text.replace(/\s([a-z][a-z-]*[A-Za-z]*)="([^"<>]*)"/g, (_whole, name: string, value: string) => {
    if (name in attributes) throw new Error(`${name} stands twice in: ${text}`);
    attributes[name] = decode(value);
    return "";
  });
  if (!/^\s*\/?$/.test(rest)) throw new Error(`These aren't attributes in quotes: ${rest}`);
  return attributes;
}

/** Reads a page far more strictly than a browser would. @throws where a tag, an attribute or an entity isn't as it should be. */
export function readHtml(text: string): Element {
  const page: Element = { tag: "", attributes: {}, children: [] };
  const open = [page];
  const tags = /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*?)?)\s*(\/?)>/y;
  const doctype = "<!doctype html>\n";
  if (!text.startsWith(doctype)) throw new Error("It doesn't begin as a page.");
  for (let at = doctype.length; at < text.length; ) {
    const within = open.at(-1) as Element;
    const next = raw.has(within.tag) ? text.indexOf(`</${within.tag}>`, at) : text.indexOf("<", at);
    const end = next === -1 ? text.length : next;
    if (end > at) within.children.push(raw.has(within.tag) ? text.slice(at, end) : decode(text.slice(at, end)));
    at = end;
    if (at === text.length) break;
    tags.lastIndex = at;
    const [whole, closing, tag = "", attributes = "", alone] = tags.exec(text) ?? [];
    if (whole === undefined) throw new Error(`This isn't a tag: ${text.slice(at, at + 60)}`);
    at += whole.length;
    if (closing) {
      if (open.pop()?.tag !== tag)
        throw new Error(`</${tag}> closes <${within.tag}>, before: ${text.slice(at, at + 60)}`);
    } else {
      const element: Element = { tag, attributes: readAttributes(attributes), children: [] };
      within.children.push(element);
      if (!alone && !empty.has(tag)) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> isn't closed.`);
  return page;
}

const isElement = (child: Element | string): child is Element => typeof child !== "string";

/** Every element inside of one that a test holds for, in the order of the page. */
export const findAll = (within: Element, test: (element: Element) => boolean): Element[] =>
  within.children.filter(isElement).flatMap((child) => [...(test(child) ? [child] : []), ...findAll(child, test)]);

/** All the text in an element. */
export const textOf = ({ children }: Element): string =>
  children.map((child) => (isElement(child) ? textOf(child) : child)).join("");
