import { findPasswordFaults, type PasswordFault, passwordCharacters } from "../accounts/password-policy.ts";
import { h } from "./element.ts";
import { createField, type Field } from "./field.ts";
import { icon } from "./icon.ts";

/** A password that can be looked at while it is typed. */
export function createPasswordField(
  autocomplete: "current-password" | "new-password",
  onInput?: () => void,
): Field<HTMLInputElement> {
  const control = h("input", {
    type: "password",
    autocomplete,
    required: true,
    ...(onInput && { input: onInput }),
  });
  const reveal = h(
    "button",
    {
      type: "button",
      class: "icon-button reveal",
      "aria-label": "Show password",
      "aria-pressed": "false",
      click: () => {
        const shown = control.type === "password";
        control.type = shown ? "text" : "password";
        reveal.setAttribute("aria-pressed", String(shown));
      },
    },
    icon("eye"),
  );
  return createField("Password", control, reveal);
}

const rules: readonly { text: string; breaks: readonly PasswordFault[] }[] = [
  { text: `${passwordCharacters.min} characters or more`, breaks: ["too_short", "too_long"] },
  { text: "Not your name or email", breaks: ["personal"] },
  { text: "Not a password many people use", breaks: ["common"] },
];

export interface NewPasswordField {
  element: HTMLElement;
  control: HTMLInputElement;
  fault(text: string): void;
  /** Looks again; `left`: the field was left, so what isn't met is a fault now. */
  check(left?: boolean): PasswordFault[];
}

/** A new password with its rules, ticked while it is typed. */
export function createNewPasswordField(person: () => { name: string; email: string }): NewPasswordField {
  const field = createPasswordField("new-password", () => check());
  const list = h("ul", { class: "rules", "aria-label": "Rules for the password" });

  function check(left = false): PasswordFault[] {
    const password = field.control.value;
    const length = [...password].length;
    const faults = findPasswordFaults(password, person());
    if (!left) field.fault("");
    list.replaceChildren(
      ...rules.map(({ text, breaks }, index) => {
        const broken = faults.some((fault) => breaks.includes(fault));
        const state = password === "" ? "open" : !broken ? "met" : left ? "broken" : "open";
        const soFar = index === 0 && password !== "" && broken && `${length} so far`;
        return h(
          "li",
          { class: `rule ${state}` },
          icon(state === "met" ? "check" : state === "broken" ? "fault" : "circle"),
          h("span", {}, text, h("span", { class: "visually-hidden" }, state === "met" ? ", met" : ", not met yet")),
          soFar && h("span", { class: "caption" }, soFar),
        );
      }),
    );
    return faults;
  }

  field.control.addEventListener("blur", () => check(true));
  check();
  return { element: h("div", {}, field.element, list), control: field.control, fault: field.fault, check };
}
