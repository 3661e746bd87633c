import { h } from "./element.ts";

interface Action {
  label: string;
  run(): void;
}

export interface Toast {
  element: HTMLElement;
  /** Shows a line, and one thing to do about it, in place of what was there. */
  show(text: string, action?: Action): void;
}

const shownMs = 8000;

/** One line at the edge of the page that stays while it is pointed at or has the focus; Ctrl+Z does what it offers. */
export function createToast(): Toast {
  const element = h("div", { class: "toasts", role: "status" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let offered: (() => void) | undefined;

  const hide = () => {
    element.replaceChildren();
    offered = undefined;
  };
  const hold = () => clearTimeout(timer);
  const release = () => {
    clearTimeout(timer);
    if (!element.matches(":hover, :focus-within")) timer = setTimeout(hide, shownMs);
  };
  for (const name of ["pointerenter", "focusin"]) element.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) element.addEventListener(name, () => setTimeout(release));

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (!offered || typing || event.key !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    offered();
  });

  return {
    element,
    show(text, action) {
      const run =
        action &&
        (() => {
          hide();
          action.run();
        });
      const button =
        action && h("button", { type: "button", "aria-keyshortcuts": "Control+Z Meta+Z", click: run }, action.label);
      element.replaceChildren(h("div", { class: "toast" }, h("span", {}, text), button));
      offered = run;
      release();
    },
  };
}
