import { FarthingError, type NewTransaction, type Transaction, type TransactionType } from "@farthing/contract";
import type { Books } from "./books.ts";
import { createChoice } from "./choice.ts";
import { h } from "./element.ts";
import { createField } from "./field.ts";
import { plainAmount } from "./money.ts";
import { problemNotice } from "./problem-notice.ts";
import { whileBusy } from "./while-busy.ts";

export type TransactionDraft = Required<
  Pick<NewTransaction, "date" | "type" | "amount" | "description" | "categoryId" | "note">
>;

interface Options {
  books: Books;
  /** What the fields begin with. */
  draft: Omit<TransactionDraft, "amount"> & { amount: number | undefined };
  saveLabel: string;
  /** Beside Save: `again` is whether to go on with another one. */
  againLabel?: string | undefined;
  /** Saves what was typed; what it throws is shown at the fields it names. */
  save(draft: TransactionDraft, again: boolean): Promise<void>;
  cancel(): void;
}

export interface TransactionForm {
  element: HTMLFormElement;
  focus(): void;
  /** Empties what differs from one transaction to the next, and begins again. */
  startOver(): void;
  notice(text: string): void;
}

const types = { expense: "Spending", income: "Income" } as const;

export const draftOf = ({ date, type, amount, description, categoryId, note }: Transaction): TransactionDraft => ({
  date,
  type,
  amount,
  description,
  categoryId,
  note,
});

function createCategorySelect({ categories }: Books, chosen: string | null | undefined): HTMLSelectElement {
  const offered = categories.filter(({ archived, id }) => !archived || id === chosen);
  const group = (label: string, type: TransactionType) =>
    h(
      "optgroup",
      { label },
      ...offered
        .filter((category) => category.type === type)
        .map(({ id, name }) => h("option", { value: id, selected: id === chosen }, name)),
    );
  return h(
    "select",
    {},
    h("option", { value: "" }, "No category"),
    group("Spending", "expense"),
    group("Income", "income"),
  );
}

/** The fields of one transaction, for a new one and for one that is changed. */
export function createTransactionForm(options: Options): TransactionForm {
  const { books, draft } = options;
  const { money } = books;
  const type = createChoice("Kind", types, draft.type, () => undefined);
  const amount = createField(
    `Amount in ${money.currency}`,
    h("input", {
      inputmode: "decimal",
      autocomplete: "off",
      value: draft.amount === undefined ? "" : plainAmount(draft.amount, money.decimals),
      input: () => showReading(),
      blur: () => checkAmount(),
    }),
  );
  const description = createField(
    "Description",
    h("input", { autocomplete: "off", maxlength: 200, value: draft.description }),
  );
  const category = createField("Category", createCategorySelect(books, draft.categoryId));
  const date = createField(
    "Date",
    h("input", { type: "date", min: "1900-01-01", max: "2199-12-31", value: draft.date }),
  );
  const note = createField("Note", h("input", { autocomplete: "off", maxlength: 1000, value: draft.note ?? "" }));
  note.element.classList.add("field-wide");
  const fields = { amount, description, categoryId: category, date, note };
  const notices = h("div", { class: "form-notices" });
  const saveButton = h("button", { type: "submit", class: "button primary" }, options.saveLabel);
  const againButton =
    options.againLabel === undefined
      ? undefined
      : h("button", { type: "button", class: "button", click: () => submit(true) }, options.againLabel);

  function showReading() {
    const read = money.read(amount.control.value);
    amount.fault("");
    amount.hint("amount" in read ? money.text(read.amount) : "");
  }

  function checkAmount() {
    const read = money.read(amount.control.value);
    if (amount.control.value.trim() !== "" && "fault" in read) amount.fault(read.fault);
  }

  /** What was typed, or `undefined` with the first fault in focus. */
  function readFields(): TransactionDraft | undefined {
    for (const field of Object.values(fields)) field.fault("");
    const read = money.read(amount.control.value);
    if ("fault" in read) amount.fault(read.fault);
    if (description.control.value.trim() === "") description.fault("Say what it was.");
    if (date.control.value === "") date.fault("Choose a date.");
    if (focusFirstFault() || "fault" in read) return undefined;
    return {
      date: date.control.value,
      type: type.value(),
      amount: read.amount,
      description: description.control.value.trim(),
      categoryId: category.control.value || null,
      note: note.control.value.trim(),
    };
  }

  function focusFirstFault(): boolean {
    const first = Object.values(fields).find(({ control }) => control.hasAttribute("aria-invalid"));
    first?.control.focus();
    return first !== undefined;
  }

  /** Puts each fault at the field it names. */
  function showFaults(error: unknown): boolean {
    if (!FarthingError.is(error) || !error.errors) return false;
    for (const { pointer, detail } of error.errors) {
      const name = pointer.split("/")[1];
      if (name !== undefined && Object.hasOwn(fields, name)) fields[name as keyof typeof fields].fault(detail);
    }
    return focusFirstFault();
  }

  async function submit(again: boolean) {
    const typed = readFields();
    if (!typed) return;
    notices.replaceChildren();
    await whileBusy(again && againButton ? againButton : saveButton, "Saving", async () => {
      try {
        await options.save(typed, again);
      } catch (error) {
        if (!showFaults(error)) notices.replaceChildren(problemNotice({ what: "It wasn't saved.", error }));
      }
    });
  }

  const element = h(
    "form",
    {
      class: "transaction-form",
      novalidate: true,
      submit: (event: SubmitEvent) => {
        event.preventDefault();
        void submit(false);
      },
      keydown: (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        options.cancel();
      },
    },
    type.element,
    amount.element,
    description.element,
    category.element,
    date.element,
    note.element,
    notices,
    h(
      "div",
      { class: "form-actions" },
      saveButton,
      againButton,
      h("button", { type: "button", class: "button quiet", click: () => options.cancel() }, "Cancel"),
    ),
  );
  return {
    element,
    focus: () => amount.control.focus(),
    notice: (text) => notices.replaceChildren(h("p", { class: "notice notice-near", role: "alert" }, text)),
    startOver() {
      for (const { control } of [amount, description, note]) control.value = "";
      amount.hint("");
      amount.control.focus();
    },
  };
}
