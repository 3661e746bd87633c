import type { Ledger } from "@farthing/contract";
import { openAddDialog } from "./add-dialog.ts";
import { type Books, openBooks } from "./books.ts";
import { monthOf, today } from "./calendar.ts";
import { createCurrencyField, createDataCard } from "./data-card.ts";
import { h } from "./element.ts";
import { icon, logo } from "./icon.ts";
import { createImportCard } from "./import-card.ts";
import { createMonthsView } from "./months-view.ts";
import { problemNotice } from "./problem-notice.ts";
import type { Person } from "./session.ts";
import { createToast } from "./toast.ts";
import { createTransactionsCard } from "./transactions-card.ts";
import { whileBusy } from "./while-busy.ts";

interface Options {
  ledger: Ledger;
  person: Person;
  signOut(): Promise<void>;
}

/** The date of the newest transaction; `undefined` for an empty ledger. */
async function findNewest({ ledger }: Books): Promise<string | undefined> {
  let cursor: string | null | undefined;
  do {
    const page = await ledger.transactions.list({ limit: 1, cursor: cursor ?? undefined });
    if (page.items[0]) return page.items[0].date;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return undefined;
}

/** The page for who is signed in: twelve months, the transactions, and ways in and out for files. */
export function createOverview({ ledger, person, signOut }: Options): HTMLElement {
  document.title = "Overview · Farthing";
  const main = h("main", { id: "main", tabindex: -1 });
  const leave = h(
    "button",
    { type: "button", class: "button small", click: () => void whileBusy(leave, "Signing out", signOut) },
    "Sign out",
  );

  async function open() {
    main.replaceChildren(
      h("h1", { class: "visually-hidden" }, "Overview"),
      h("p", { class: "caption", role: "status" }, "Opening your ledger"),
    );
    try {
      const books = await openBooks(ledger);
      await show(books, await findNewest(books));
    } catch (error) {
      main.replaceChildren(
        h("h1", { class: "visually-hidden" }, "Overview"),
        problemNotice({ what: "Your ledger couldn't be opened.", error, retry: () => void open() }),
      );
    }
  }

  async function show(books: Books, newest: string | undefined) {
    const toast = createToast();
    const transactions = createTransactionsCard(books, toast);
    const months = createMonthsView({
      books,
      onOpen: (month) => void transactions.show(month),
      onPeriod: () => transactions.offer(months.months()),
    });
    const add = () => openAddDialog({ books, toast, onAdded: () => undefined });
    const addButton = h(
      "button",
      { type: "button", class: "button primary", click: add },
      icon("plus"),
      "Add transaction",
    );
    const importCard = createImportCard({ books, onImported: (to) => void months.reveal(to) });
    const goToImport = () => importCard.querySelector("input")?.focus();
    const firstRun = h(
      "section",
      { class: "card first-run", "aria-labelledby": "first-run-title" },
      h(
        "div",
        {},
        h("h2", { id: "first-run-title" }, `Hello ${person.name.split(" ")[0]}, let’s start your ledger.`),
        h("p", {}, "Choose its currency, then add what you spent today or bring in a file from your bank."),
        h("button", { type: "button", class: "button", click: goToImport }, icon("bringIn"), "Import a file"),
      ),
      createCurrencyField(books),
    );
    const cards = h(
      "div",
      { class: "cards" },
      months.chart,
      months.table,
      transactions.element,
      h("div", { class: "side" }, importCard, createDataCard(books)),
    );
    const showEmptiness = (isEmpty: boolean) => {
      firstRun.hidden = !isEmpty;
      months.table.hidden = isEmpty;
      cards.classList.toggle("cards-empty", isEmpty);
    };
    showEmptiness(newest === undefined);
    books.onChange(() => {
      void findNewest(books).then(
        (found) => showEmptiness(found === undefined),
        () => undefined,
      );
    });

    main.replaceChildren(
      h("div", { class: "head" }, h("h1", {}, "Overview"), months.period, addButton),
      firstRun,
      cards,
      toast.element,
    );
    transactions.offer(months.months());
    if (newest !== undefined && monthOf(newest) < monthOf(today())) await months.reveal(newest);
    await Promise.all([months.refresh(), transactions.refresh()]);
  }

  void open();
  return h(
    "div",
    { class: "app" },
    h(
      "header",
      { class: "bar" },
      h("span", { class: "brand" }, logo(), "Farthing"),
      h("span", { class: "bar-person" }, person.email),
      leave,
    ),
    main,
  );
}
