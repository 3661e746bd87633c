type Value = string | number | boolean | undefined | ((event: never) => void);
export type Attributes = Readonly<Record<string, Value>>;
export type Child = Node | string | number | false | null | undefined;

const svgNamespace = "http://www.w3.org/2000/svg";

function dress<Made extends Element>(element: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value as (event: Event) => void);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== false && child !== null && child !== undefined).map(asNode));
  return element;
}

const asNode = (child: Child) => (child instanceof Node ? child : String(child));

/** An element; a function among the attributes listens to the event of that name. Texts stay texts, whatever is in them. */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] => dress(document.createElement(tag), attributes, children);

export const svg = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] => dress(document.createElementNS(svgNamespace, tag), attributes, children);

let made = 0;

/** An id that no other element of the page has. */
export function uniqueId(name: string): string {
  made += 1;
  return `${name}-${made}`;
}
