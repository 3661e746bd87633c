import { type Child, h, uniqueId } from "./element.ts";
import { icon } from "./icon.ts";

type Control = HTMLInputElement | HTMLSelectElement;

export interface Field<Made extends Control = Control> {
  element: HTMLElement;
  control: Made;
  /** Says what is wrong with it; an empty text says that nothing is. */
  fault(text: string): void;
  hint(text: string): void;
}

/** A control with its label above, and what is wrong with it below. */
export function createField<Made extends Control>(label: string, control: Made, beside?: Child): Field<Made> {
  const id = uniqueId("field");
  const hint = h("p", { class: "field-hint", id: `${id}-hint` });
  const fault = h("p", { class: "field-fault", id: `${id}-fault`, hidden: true });
  control.id = id;
  control.setAttribute("aria-describedby", `${id}-fault ${id}-hint`);
  return {
    control,
    element: h(
      "div",
      { class: "field" },
      h("label", { for: id }, label),
      h("div", { class: "field-control" }, control, beside),
      hint,
      fault,
    ),
    hint(text) {
      hint.textContent = text;
    },
    fault(text) {
      fault.hidden = text === "";
      fault.replaceChildren(...(text === "" ? [] : [icon("fault"), text]));
      if (text === "") control.removeAttribute("aria-invalid");
      else control.setAttribute("aria-invalid", "true");
    },
  };
}
