import { h } from "./element.ts";
import type { Person } from "./session.ts";
import { createSignInForm } from "./sign-in-form.ts";

/** Asks the same person to sign in again in front of the page, where everything typed stays; resolves when they have. */
export function signInAgain({ email, id }: Person): Promise<void> {
  return new Promise((resolve) => {
    const form = createSignInForm({
      email,
      onSignedIn(person) {
        if (person.id !== id) return location.reload();
        dialog.close();
        dialog.remove();
        resolve();
      },
    });
    const dialog = h(
      "dialog",
      {
        class: "dialog",
        "aria-labelledby": "again-title",
        // There is nothing to go back to without a session; leaving is what the button is for.
        cancel: (event: Event) => event.preventDefault(),
      },
      h("h2", { id: "again-title" }, "Your sign-in has ended"),
      h("p", { class: "lead" }, "Sign in again to go on. What you typed is still here."),
      form,
      h(
        "p",
        { class: "swap" },
        h("button", { type: "button", class: "link", click: () => location.reload() }, "Leave instead"),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector<HTMLInputElement>("input[type=password]")?.focus();
  });
}
