import type { Books } from "./books.ts";
import { today } from "./calendar.ts";
import { h } from "./element.ts";
import { icon } from "./icon.ts";
import type { Toast } from "./toast.ts";
import { createTransactionForm } from "./transaction-form.ts";

interface Options {
  books: Books;
  toast: Toast;
  onAdded(date: string): void;
}

/** Asks for a new transaction, in front of the page. */
export function openAddDialog({ books, toast, onAdded }: Options): void {
  const form = createTransactionForm({
    books,
    draft: { date: today(), type: "expense", amount: undefined, description: "", categoryId: null, note: "" },
    saveLabel: "Add transaction",
    againLabel: "Save and add another",
    cancel: () => dialog.close(),
    async save(draft, again) {
      const added = await books.ledger.transactions.create(draft);
      books.changed();
      onAdded(added.date);
      toast.show(`Added ${added.description}`);
      if (again) form.startOver();
      else dialog.close();
    },
  });
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "add-title", close: () => dialog.remove() },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id: "add-title" }, "Add transaction"),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close", click: () => dialog.close() },
        icon("cross"),
      ),
    ),
    form.element,
  );
  document.body.append(dialog);
  dialog.showModal();
  form.focus();
}
