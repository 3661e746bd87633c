import { FarthingError, type Transaction } from "@farthing/contract";
import type { Books } from "./books.ts";
import { datesOf, today } from "./calendar.ts";
import { categoryChip } from "./category-chip.ts";
import { h } from "./element.ts";
import { icon } from "./icon.ts";
import { problemNotice } from "./problem-notice.ts";
import type { Toast } from "./toast.ts";
import { createTransactionForm, draftOf, type TransactionDraft } from "./transaction-form.ts";
import { whileBusy } from "./while-busy.ts";

export interface TransactionsCard {
  element: HTMLElement;
  /** Shows what is in a month; `undefined`: the newest of all. */
  show(month: string | undefined): Promise<void>;
  /** Offers these months to choose from, oldest first. */
  offer(months: readonly string[]): void;
  refresh(): Promise<void>;
}

const pageSize = 25;

/** What was typed where it differs from what was there. */
function changeOf(before: Transaction, typed: TransactionDraft): Partial<TransactionDraft> {
  const names = Object.keys(typed) as (keyof TransactionDraft)[];
  return Object.fromEntries(names.filter((name) => typed[name] !== before[name]).map((name) => [name, typed[name]]));
}

/** The transactions, newest first by day; each opens in place to be changed. */
export function createTransactionsCard(books: Books, toast: Toast): TransactionsCard {
  const { ledger } = books;
  const editors = new Map<string, HTMLElement>();
  let items: Transaction[] = [];
  let nextCursor: string | null = null;
  let month: string | undefined;
  let asked = 0;

  const select = h("select", { id: "shown-month", change: () => void show(select.value || undefined) });
  const body = h("div", { class: "card-body" });
  const count = h("p", { class: "visually-hidden", role: "status" });
  const element = h(
    "section",
    { class: "card transactions", "aria-labelledby": "transactions-title" },
    h(
      "div",
      { class: "card-head" },
      h("h2", { id: "transactions-title", tabindex: -1 }, "Transactions"),
      h("div", { class: "select-beside" }, h("label", { for: "shown-month", class: "caption" }, "Show"), select),
    ),
    count,
    body,
  );

  /** A page may be empty while there is more; goes on until something came or all is read. */
  async function read(
    atLeast: number,
    cursor: string | null,
  ): Promise<{ items: Transaction[]; nextCursor: string | null }> {
    const range = month === undefined ? {} : datesOf(month);
    const found: Transaction[] = [];
    let next = cursor;
    do {
      const page = await ledger.transactions.list({ ...range, limit: pageSize, cursor: next ?? undefined });
      found.push(...page.items);
      next = page.nextCursor;
    } while (next !== null && found.length < atLeast);
    return { items: found, nextCursor: next };
  }

  async function refresh() {
    asked += 1;
    const asking = asked;
    element.setAttribute("aria-busy", "true");
    if (items.length === 0)
      body.replaceChildren(h("div", { class: "ghost-rows" }, ...Array.from({ length: 5 }, () => h("span", {}))));
    try {
      const answer = await read(Math.max(1, items.length), null);
      if (asking !== asked) return;
      ({ items, nextCursor } = answer);
      draw();
    } catch (error) {
      if (asking !== asked) return;
      body.replaceChildren(
        problemNotice({ what: "The transactions couldn't be read.", error, retry: () => void refresh() }),
      );
    } finally {
      if (asking === asked) element.removeAttribute("aria-busy");
    }
  }

  async function readMore() {
    const asking = asked;
    try {
      const answer = await read(1, nextCursor);
      if (asking !== asked) return;
      items.push(...answer.items);
      nextCursor = answer.nextCursor;
      draw();
      rowOf(answer.items[0]?.id)?.querySelector("button")?.focus();
    } catch (error) {
      if (asking === asked) body.append(problemNotice({ what: "The next ones couldn't be read.", error }));
    }
  }

  const rowOf = (id: string | undefined) =>
    id === undefined ? undefined : body.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);

  function draw() {
    const focused = document.activeElement;
    const focusedRow = focused?.closest<HTMLElement>("[data-id]")?.dataset.id;
    const days = Map.groupBy(items, ({ date }) => date);
    const isWhole = nextCursor === null;
    count.textContent = `${items.length} transactions shown`;
    if (items.length === 0) {
      const where = month === undefined ? "in this ledger" : `in ${books.words.month(month)}`;
      body.replaceChildren(
        h("p", { class: "empty" }, `There are no transactions ${where} yet. Add one, or import a file from your bank.`),
      );
      return;
    }
    const more = h(
      "button",
      { type: "button", class: "button", hidden: isWhole, click: () => void whileBusy(more, "Reading", readMore) },
      "Load more",
    );
    body.replaceChildren(
      ...[...days].map(([date, rows]) =>
        h(
          "section",
          { class: "day" },
          h("h3", {}, date === today() ? "Today" : books.words.shortDate(date)),
          h("ul", {}, ...rows.map((row) => editors.get(row.id) ?? drawRow(row))),
        ),
      ),
      more,
    );
    if (focusedRow === undefined || document.activeElement === focused) return;
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    else rowOf(focusedRow)?.querySelector("button")?.focus();
  }

  function drawRow(row: Transaction): HTMLElement {
    const category = books.categories.find(({ id }) => id === row.categoryId);
    const amount = books.money.text(row.type === "income" ? row.amount : -row.amount, true);
    return h(
      "li",
      { class: "row", "data-id": row.id },
      categoryChip(category),
      h(
        "button",
        { type: "button", class: "row-main", click: () => edit(row) },
        h("span", { class: "visually-hidden" }, "Edit "),
        h("span", { class: "row-title" }, row.description),
        h(
          "span",
          { class: "caption" },
          [category?.name ?? "No category", row.note].filter((text) => text !== "").join(" · "),
        ),
      ),
      h("span", { class: `amount ${row.type}` }, amount),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": `Delete ${row.description}, ${amount}`,
          click: () => void remove(row),
        },
        icon("trash"),
      ),
    );
  }

  function edit(row: Transaction) {
    let { version } = row;
    const close = () => {
      editors.delete(row.id);
      draw();
      rowOf(row.id)?.querySelector<HTMLElement>(".row-main")?.focus();
    };
    const form = createTransactionForm({
      books,
      draft: draftOf(row),
      saveLabel: "Save",
      cancel: close,
      async save(typed) {
        const change = changeOf(row, typed);
        if (Object.keys(change).length > 0) {
          try {
            const saved = await ledger.transactions.update({ id: row.id, ...change }, { ifVersion: version });
            items = items.map((item) => (item.id === saved.id ? saved : item));
          } catch (error) {
            if (!FarthingError.is(error) || error.code !== "version_mismatch") throw error;
            const current = error.current as Transaction;
            version = current.version;
            form.notice(
              `This was changed somewhere else meanwhile: ${current.description}, ${books.money.text(current.amount)}, ${books.words.date(current.date)}. Save again to keep what you changed here.`,
            );
            return;
          }
          books.changed();
        }
        close();
      },
    });
    const opened = h("li", { class: "row-editor", "data-id": row.id }, form.element);
    editors.set(row.id, opened);
    rowOf(row.id)?.replaceWith(opened);
    form.focus();
  }

  async function remove(row: Transaction) {
    const at = items.findIndex(({ id }) => id === row.id);
    try {
      const { undo } = await ledger.transactions.delete({ id: row.id });
      items = items.filter(({ id }) => id !== row.id);
      draw();
      const next = items[at] ?? items[at - 1];
      (rowOf(next?.id)?.querySelector("button") ?? element.querySelector<HTMLElement>("h2"))?.focus();
      books.changed();
      toast.show(`Deleted ${row.description}`, { label: "Undo", run: () => void putBack(undo, row) });
    } catch (error) {
      rowOf(row.id)?.after(
        h("li", {}, problemNotice({ what: "It wasn't deleted.", error, retry: () => void remove(row) })),
      );
    }
  }

  async function putBack(undoId: string, row: Transaction) {
    try {
      const { restored } = await ledger.undo({ undoId });
      books.changed();
      toast.show(
        restored > 0 ? `Put back ${row.description}` : `${row.description} was changed meanwhile and stays as it is`,
      );
    } catch (error) {
      body.prepend(
        problemNotice({ what: `${row.description} wasn't put back.`, error, retry: () => void putBack(undoId, row) }),
      );
    }
  }

  async function show(chosen: string | undefined) {
    month = chosen;
    items = [];
    select.value = chosen ?? "";
    await refresh();
  }

  books.onChange(() => void refresh());
  return {
    element,
    show,
    refresh,
    offer(months) {
      select.replaceChildren(
        h("option", { value: "" }, "Newest"),
        ...months.toReversed().map((each) => h("option", { value: each }, books.words.month(each))),
      );
      if (month !== undefined && !months.includes(month)) month = undefined;
      select.value = month ?? "";
    },
  };
}
