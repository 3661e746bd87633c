import type { Category } from "@farthing/contract";
import { h } from "./element.ts";
import { icon, isIconName } from "./icon.ts";

/** The tinted square of a category; its name stands beside it. */
export function categoryChip(category: Category | undefined): HTMLElement {
  const color = category === undefined ? "none" : category.type === "income" ? "income" : category.color;
  const picture = category && isIconName(category.icon) ? category.icon : "tag";
  return h("span", { class: `chip category-${color}` }, icon(picture));
}
