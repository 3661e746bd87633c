import { h, svg, uniqueId } from "./element.ts";
import { icon, logo } from "./icon.ts";
import type { Person } from "./session.ts";
import { createSignInForm } from "./sign-in-form.ts";
import { createSignUpForm } from "./sign-up-form.ts";

interface Options {
  takesSignUps: boolean;
  onSignedIn(person: Person, isNew: boolean): void;
}

const incomes = [62, 54, 54, 58, 56, 61, 57, 57, 63, 57, 60, 65];
const spendings = [51, 37, 37, 41, 39, 38, 43, 58, 42, 37, 39, 35];

/** What a ledger looks like, for who hasn't one yet. Says nothing that isn't said in words beside it. */
function picture(): HTMLElement {
  const zero = 70;
  const hatch = uniqueId("hatch");
  const bars = incomes.flatMap((income, index) => {
    const x = 8 + index * 21;
    const spending = spendings[index] as number;
    return [
      svg("rect", { class: "art-income", x, y: zero - income, width: 12, height: income, rx: 2.5 }),
      svg("rect", { fill: `url(#${hatch})`, x, y: zero, width: 12, height: spending, rx: 2.5 }),
    ];
  });
  const points = incomes.map((income, index) => `${14 + index * 21},${zero - (income - (spendings[index] as number))}`);
  return h(
    "div",
    { class: "art-card" },
    h("p", { class: "caption" }, "Net this month"),
    h("p", { class: "hero" }, "+£1,635", h("span", { class: "minor" }, ".94")),
    svg(
      "svg",
      { viewBox: "0 0 264 134", focusable: "false" },
      svg(
        "pattern",
        { id: hatch, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { class: "art-ground", width: 5, height: 5 }),
        svg("rect", { class: "art-line", width: 2, height: 5 }),
      ),
      ...bars,
      svg("line", { class: "art-zero", x1: 0, x2: 264, y1: zero, y2: zero }),
      svg("polyline", { class: "art-net", points: points.join(" ") }),
      ...points.map((point) =>
        svg("circle", { class: "art-ring", cx: point.split(",")[0], cy: point.split(",")[1], r: 3 }),
      ),
    ),
  );
}

/** The page for who isn't signed in. */
export function createWelcomeView({ takesSignUps, onSignedIn }: Options): HTMLElement {
  const main = h("main", { id: "main", class: "welcome-main", tabindex: -1 });
  const swap = (label: string, action: () => void) =>
    h("button", { type: "button", class: "link", click: action }, label);

  function showSignIn(focus: boolean) {
    document.title = "Sign in · Farthing";
    main.replaceChildren(
      h("h1", {}, "Welcome back"),
      h("p", { class: "lead" }, "Sign in to your ledger."),
      createSignInForm({ onSignedIn: (person) => onSignedIn(person, false) }),
      takesSignUps
        ? h(
            "p",
            { class: "swap" },
            "New here? ",
            swap("Create an account", () => showSignUp(true)),
          )
        : h("p", { class: "swap" }, "This server takes no new accounts."),
    );
    if (focus) main.querySelector("input")?.focus();
  }

  function showSignUp(focus: boolean) {
    document.title = "Create your account · Farthing";
    main.replaceChildren(
      h("h1", {}, "Create your account"),
      h("p", { class: "lead" }, "A ledger of your own, ready in a minute."),
      createSignUpForm((person) => onSignedIn(person, true)),
      h(
        "p",
        { class: "swap" },
        "Already have an account? ",
        swap("Sign in", () => showSignIn(true)),
      ),
    );
    if (focus) main.querySelector("input")?.focus();
  }

  showSignIn(false);
  return h(
    "div",
    { class: "welcome" },
    h(
      "div",
      { class: "welcome-form" },
      h("header", { class: "brand" }, logo(), "Farthing"),
      main,
      h(
        "footer",
        { class: "caption" },
        icon("lock"),
        "Your data stays on the server you chose. Export it all, any time.",
      ),
    ),
    h(
      "div",
      { class: "welcome-art", "aria-hidden": "true" },
      h("div", { class: "art-coin" }, logo()),
      h("p", { class: "art-title" }, "Know where every farthing goes."),
      picture(),
      h(
        "p",
        { class: "art-text" },
        "Track income and spending, bring in your bank's files, and take it all out again.",
      ),
    ),
  );
}
