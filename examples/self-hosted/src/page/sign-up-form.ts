import { FarthingError } from "@farthing/contract";
import { passwordFaults } from "../accounts/password-policy.ts";
import { h } from "./element.ts";
import { createField } from "./field.ts";
import { createNewPasswordField } from "./password-field.ts";
import { problemNotice, reasonOf } from "./problem-notice.ts";
import { type Person, signUp } from "./session.ts";
import { whileBusy } from "./while-busy.ts";

/** Name, email and password of somebody new. */
export function createSignUpForm(onSignedUp: (person: Person) => void): HTMLFormElement {
  const name = createField("Name", h("input", { autocomplete: "name", required: true, input: () => password.check() }));
  const email = createField(
    "Email",
    h("input", {
      type: "email",
      autocomplete: "username",
      autocapitalize: "none",
      spellcheck: "false",
      required: true,
      input: () => password.check(),
    }),
  );
  const password = createNewPasswordField(() => ({ name: name.control.value, email: email.control.value }));
  const fields = { name, email, password };
  const notices = h("div", { class: "form-notices" });
  const button = h("button", { type: "submit", class: "button primary wide" }, "Create account");

  const focusFirstFault = () => {
    const first = Object.values(fields).find(({ control }) => control.hasAttribute("aria-invalid"));
    first?.control.focus();
    return first !== undefined;
  };

  async function submit() {
    name.fault(name.control.value.trim() === "" ? "Say what to call you." : "");
    email.fault(/^[^\s@]+@[^\s@]+$/.test(email.control.value.trim()) ? "" : "Enter an address like name@example.org.");
    const [fault] = password.check(true);
    password.fault(fault === undefined ? "" : passwordFaults[fault]);
    if (focusFirstFault()) return;
    notices.replaceChildren();
    await whileBusy(button, "Creating account", async () => {
      try {
        onSignedUp(await signUp(name.control.value, email.control.value, password.control.value));
      } catch (error) {
        if (FarthingError.is(error)) {
          for (const { pointer, detail } of error.errors ?? []) {
            const member = pointer.slice(1);
            if (Object.hasOwn(fields, member)) fields[member as keyof typeof fields].fault(detail);
          }
        }
        if (focusFirstFault()) return;
        const plain = FarthingError.is(error) && ["forbidden", "rate_limited"].includes(error.code);
        notices.replaceChildren(
          plain
            ? h("p", { class: "notice notice-over", role: "alert" }, reasonOf(error))
            : problemNotice({ what: "The account wasn't made.", error }),
        );
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
    name.element,
    email.element,
    password.element,
    button,
  );
}
