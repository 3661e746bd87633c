import type { Books } from "./books.ts";
import { today } from "./calendar.ts";
import { listCurrencies } from "./currencies.ts";
import { h } from "./element.ts";
import { createField } from "./field.ts";
import { icon } from "./icon.ts";
import { problemNotice, reasonOf } from "./problem-notice.ts";
import { whileBusy } from "./while-busy.ts";

/** The currency, which changes freely while the ledger is empty. Every change is saved at once. */
export function createCurrencyField(books: Books): HTMLElement {
  const { currency, locale } = books.settings;
  const field = createField(
    "Currency",
    h(
      "select",
      { change: () => void save() },
      ...listCurrencies(locale).map(({ code, name }) =>
        h("option", { value: code, selected: code === currency }, `${name} (${code})`),
      ),
    ),
  );

  async function save() {
    field.fault("");
    field.hint("Saving");
    try {
      await books.ledger.settings.update({ currency: field.control.value });
      await books.reload();
      field.hint("Saved");
    } catch (error) {
      field.hint("");
      field.fault(reasonOf(error));
      field.control.value = books.settings.currency;
    }
  }
  return field.element;
}

/** Everything in the ledger as a file. */
export function createDataCard(books: Books): HTMLElement {
  const notices = h("div", {});
  const currency = h("p", { class: "caption" });
  const download = h(
    "button",
    { type: "button", class: "button", click: () => void whileBusy(download, "Preparing", save) },
    icon("takeOut"),
    "Download CSV",
  );

  async function save() {
    notices.replaceChildren();
    try {
      const pieces: BlobPart[] = [];
      for await (const piece of books.ledger.transactions.export()) pieces.push(piece as Uint8Array<ArrayBuffer>);
      const address = URL.createObjectURL(new Blob(pieces, { type: "text/csv" }));
      h("a", { href: address, download: `farthing-${today()}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      notices.replaceChildren(
        problemNotice({ what: "The file couldn't be made.", error, retry: () => download.click() }),
      );
    }
  }

  function showCurrency() {
    const { currency: code, locale } = books.settings;
    const name = listCurrencies(locale).find((each) => each.code === code)?.name ?? code;
    currency.textContent = `Amounts are in ${name} (${code}).`;
  }

  showCurrency();
  books.onChange(showCurrency);
  return h(
    "section",
    { class: "card", "aria-labelledby": "data-title" },
    h("h2", { id: "data-title" }, "Your data"),
    h(
      "div",
      { class: "card-body" },
      h("p", {}, "Every transaction, in a file that spreadsheets and Farthing read."),
      download,
      notices,
      currency,
    ),
  );
}
