import { h, uniqueId } from "./element.ts";

export interface Choice<Value extends string> {
  element: HTMLElement;
  value(): Value;
}

/** A few options side by side, of which one is taken. */
export function createChoice<Value extends string>(
  legend: string,
  options: Readonly<Record<Value, string>>,
  chosen: Value,
  onChange: () => void,
): Choice<Value> {
  const name = uniqueId("choice");
  const inputs = (Object.keys(options) as Value[]).map((value) =>
    h("input", { type: "radio", name, value, checked: value === chosen, change: onChange }),
  );
  return {
    element: h(
      "fieldset",
      { class: "choice" },
      h("legend", { class: "visually-hidden" }, legend),
      ...inputs.map((input) => h("label", {}, input, h("span", {}, options[input.value as Value]))),
    ),
    value: () => inputs.find(({ checked }) => checked)?.value as Value,
  };
}
