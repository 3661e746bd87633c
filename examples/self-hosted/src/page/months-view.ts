import type { MonthTotals } from "@farthing/contract";
import type { Books } from "./books.ts";
import { addMonths, monthOf, today } from "./calendar.ts";
import { h } from "./element.ts";
import { icon } from "./icon.ts";
import { createMonthsChart } from "./months-chart.ts";
import { problemNotice } from "./problem-notice.ts";

export interface MonthsView {
  /** Which twelve months: earlier, their names, later. */
  period: HTMLElement;
  chart: HTMLElement;
  table: HTMLElement;
  /** The months shown, oldest first. */
  months(): readonly string[];
  /** Shows the twelve months around a date, unless it is among them already. */
  reveal(date: string): Promise<void>;
  refresh(): Promise<void>;
}

interface Options {
  books: Books;
  /** A month was chosen to see what is in it. */
  onOpen(month: string): void;
  /** The twelve months are others now. */
  onPeriod(): void;
}

const monthsShown = 12;

/** Twelve months as bars and as a table of the same figures. */
export function createMonthsView({ books, onOpen, onPeriod }: Options): MonthsView {
  let end = monthOf(today());
  let items: readonly MonthTotals[] = [];
  let selected = monthsShown - 1;
  let hovered: number | undefined;
  let asked = 0;

  const months = () => Array.from({ length: monthsShown }, (_, n) => addMonths(end, n + 1 - monthsShown));
  const label = h("span", { class: "period-label" });
  const shift = (count: number) => () => {
    end = addMonths(end, count);
    onPeriod();
    void refresh();
  };
  const period = h(
    "div",
    { class: "period", role: "group", "aria-label": "Period" },
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Twelve months earlier", click: shift(-monthsShown) },
      icon("previous"),
    ),
    label,
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Twelve months later", click: shift(monthsShown) },
      icon("next"),
    ),
  );

  const chart = createMonthsChart({
    label: "Month",
    onLook(index) {
      hovered = index;
      if (index !== undefined && document.activeElement === chart.element) selected = index;
      showReadout();
    },
    onOpen(index) {
      selected = index;
      showReadout();
      const item = items[index];
      if (item) onOpen(item.month);
    },
  });

  const readout = h("div", { class: "readout" });
  const summary = h("p", { class: "visually-hidden", id: "months-summary" });
  chart.element.setAttribute("aria-describedby", summary.id);
  const chartBody = h("div", { class: "card-body" });
  const tableBody = h("div", {
    class: "table-scroll",
    role: "group",
    "aria-labelledby": "months-table-title",
    tabindex: 0,
  });
  const chartCard = h(
    "section",
    { class: "card", "aria-labelledby": "months-title" },
    h("h2", { id: "months-title" }, "Income and spending"),
    chartBody,
  );
  const tableCard = h(
    "section",
    { class: "card", "aria-labelledby": "months-table-title" },
    h("h2", { id: "months-table-title" }, "Month by month"),
    tableBody,
  );

  function describe({ month, income, expense, net }: MonthTotals): string {
    const { money, words } = books;
    return `${words.month(month)}: income ${money.text(income)}, spending ${money.text(expense)}, net ${money.text(net, true)}`;
  }

  function showReadout() {
    const { money, words } = books;
    const at = hovered ?? selected;
    const item = items[at];
    if (!item) return;
    const figure = (text: { whole: string; rest: string }) => [text.whole, h("span", { class: "minor" }, text.rest)];
    readout.replaceChildren(
      h(
        "div",
        { class: "readout-net" },
        h("p", { class: "caption" }, "Net in ", words.month(item.month)),
        h("p", { class: "hero" }, ...figure(money.parts(item.net, true))),
      ),
      h(
        "div",
        {},
        h("p", { class: "caption" }, h("span", { class: "key key-income" }), "Income"),
        h("p", { class: "figure" }, ...figure(money.parts(item.income))),
      ),
      h(
        "div",
        {},
        h("p", { class: "caption" }, h("span", { class: "key key-expense" }), "Spending"),
        h("p", { class: "figure" }, ...figure(money.parts(item.expense))),
      ),
    );
    chart.show(items, at, monthOf(today()), { ...words, describe, axis: money.short });
  }

  function showTable() {
    const { money, words } = books;
    const sum = (name: "income" | "expense" | "net") => items.reduce((total, item) => total + item[name], 0);
    const cells = (row: { income: number; expense: number; net: number }) => [
      h("td", {}, money.text(row.income)),
      h("td", {}, money.text(row.expense)),
      h("td", { class: "net" }, money.text(row.net, true)),
    ];
    tableBody.replaceChildren(
      h(
        "table",
        { class: "months" },
        h(
          "thead",
          {},
          h("tr", {}, ...["Month", "Income", "Spending", "Net"].map((name) => h("th", { scope: "col" }, name))),
        ),
        h(
          "tbody",
          {},
          ...items
            .toReversed()
            .map((item) =>
              h(
                "tr",
                {},
                h(
                  "th",
                  { scope: "row" },
                  h(
                    "button",
                    { type: "button", class: "link", click: () => chooseMonth(item.month) },
                    h("span", { class: "visually-hidden" }, "Transactions of "),
                    words.shortMonthYear(item.month),
                  ),
                ),
                ...cells(item),
              ),
            ),
        ),
        h(
          "tfoot",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "row" }, "Total"),
            ...cells({ income: sum("income"), expense: sum("expense"), net: sum("net") }),
          ),
        ),
      ),
    );
  }

  function chooseMonth(month: string) {
    selected = items.findIndex((item) => item.month === month);
    hovered = undefined;
    showReadout();
    onOpen(month);
  }

  function showSummary() {
    const { money, words } = books;
    const lowest = items.filter(({ count }) => count > 0).sort((one, other) => one.net - other.net)[0];
    const above = items.filter(({ net }) => net > 0).length;
    summary.textContent = lowest
      ? `Income above spending in ${above} of ${items.length} months; lowest ${words.month(lowest.month)}, ${money.text(lowest.net, true)}. Enter shows the month's transactions.`
      : "No transactions in these months.";
  }

  function ghost(words: string) {
    const bars = Array.from({ length: monthsShown }, () => h("span", {}));
    return h("div", { class: "ghost-bars" }, ...bars, h("p", {}, words));
  }

  async function refresh() {
    asked += 1;
    const asking = asked;
    const shown = months();
    const [from, to] = [shown[0] as string, end];
    label.textContent = `${books.words.shortMonthYear(from)} – ${books.words.shortMonthYear(to)}`;
    chartCard.setAttribute("aria-busy", "true");
    if (items.length === 0) chartBody.replaceChildren(ghost("Reading twelve months"));
    try {
      const answer = await books.ledger.reports.months({ from, to });
      if (asking !== asked) return;
      const movedTo = items[0]?.month !== answer.items[0]?.month;
      items = answer.items;
      if (movedTo)
        selected = Math.max(
          0,
          items.findLastIndex(({ count }) => count > 0),
        );
      if (!items.some(({ count }) => count > 0)) {
        selected = items.length - 1;
        chartBody.replaceChildren(ghost("Twelve months of income and spending will show here"));
      } else if (!chart.element.isConnected)
        chartBody.replaceChildren(readout, h("figure", { "aria-labelledby": "months-title" }, chart.element, summary));
      showReadout();
      showTable();
      showSummary();
    } catch (error) {
      if (asking !== asked) return;
      items = [];
      tableBody.replaceChildren(h("p", { class: "caption" }, "There are no figures to show."));
      chartBody.replaceChildren(
        problemNotice({ what: "The months couldn't be read.", error, retry: () => void refresh() }),
      );
    } finally {
      if (asking === asked) chartCard.removeAttribute("aria-busy");
    }
  }

  books.onChange(() => void refresh());
  return {
    period,
    chart: chartCard,
    table: tableCard,
    months,
    refresh,
    async reveal(date) {
      const month = monthOf(date);
      if (months().includes(month)) return;
      end = month;
      onPeriod();
      await refresh();
    },
  };
}
