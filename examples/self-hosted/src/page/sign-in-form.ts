import { FarthingError } from "@farthing/contract";
import { h } from "./element.ts";
import { createField } from "./field.ts";
import { createPasswordField } from "./password-field.ts";
import { problemNotice, reasonOf } from "./problem-notice.ts";
import { type Person, signIn } from "./session.ts";
import { whileBusy } from "./while-busy.ts";

interface Options {
  /** Fixed, for who has to sign in again. */
  email?: string | undefined;
  onSignedIn(person: Person): void;
}

/** Email and password of somebody who has an account. */
export function createSignInForm({ email: fixed, onSignedIn }: Options): HTMLFormElement {
  const email = createField(
    "Email",
    h("input", {
      type: "email",
      autocomplete: "username",
      autocapitalize: "none",
      spellcheck: "false",
      required: true,
      readonly: fixed !== undefined,
      value: fixed ?? "",
    }),
  );
  const password = createPasswordField("current-password");
  const notices = h("div", { class: "form-notices", tabindex: -1 });
  const button = h("button", { type: "submit", class: "button primary wide" }, "Sign in");

  async function submit() {
    email.fault(email.control.value.trim() === "" ? "Enter your email." : "");
    password.fault(password.control.value === "" ? "Enter your password." : "");
    const first = [email, password].find(({ control }) => control.hasAttribute("aria-invalid"));
    if (first) return first.control.focus();
    notices.replaceChildren();
    await whileBusy(button, "Signing in", async () => {
      try {
        onSignedIn(await signIn(email.control.value, password.control.value));
      } catch (error) {
        const plain = FarthingError.is(error) && ["unauthenticated", "rate_limited"].includes(error.code);
        notices.replaceChildren(
          plain
            ? h("p", { class: "notice notice-over", role: "alert" }, reasonOf(error))
            : problemNotice({ what: "You aren't signed in.", error }),
        );
        notices.focus();
      }
    });
  }

  return h(
    "form",
    {
      class: "account-form",
      novalidate: true,
      submit: (event: SubmitEvent) => {
        event.preventDefault();
        void submit();
      },
    },
    notices,
    email.element,
    password.element,
    button,
  );
}
