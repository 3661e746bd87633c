import { FarthingError, type Import, type ImportFault, type ImportPreview } from "@farthing/contract";
import type { Books } from "./books.ts";
import { type Child, h, uniqueId } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { problemNotice } from "./problem-notice.ts";

interface Options {
  books: Books;
  /** An import ended that wrote something; its rows go up to this date. */
  onImported(to: string): void;
}

const announceEvery = 0.25;

const decisions: Readonly<Record<string, string>> = {
  format: "Format",
  encoding: "Encoding",
  delimiter: "Separator",
  header: "Header",
  dates: "Dates",
  decimals: "Decimals",
  columns: "Columns",
  sign: "Sign",
  currency: "Currency",
};

/** A bank's file from dropping it to taking it back: look first, then write. */
export function createImportCard({ books, onImported }: Options): HTMLElement {
  const { ledger } = books;
  const body = h("div", { class: "card-body" });
  const spoken = h("p", { class: "visually-hidden", role: "status" });
  const title = h("h2", { id: "import-title", tabindex: -1 }, "Import a bank file");
  const number = new Intl.NumberFormat(books.settings.locale);
  const rows = (count: number) => `${number.format(count)} ${count === 1 ? "transaction" : "transactions"}`;

  const show = (...children: Child[]) => {
    body.replaceChildren(...(children.filter(Boolean) as Node[]));
  };
  const say = (text: string) => {
    spoken.textContent = text;
  };
  const announce = (text: string) => {
    say(text);
    title.focus();
  };
  const again = (label: string) => h("button", { type: "button", class: "button", click: () => choose(true) }, label);

  function choose(focus = false) {
    const id = uniqueId("file");
    const input = h("input", {
      type: "file",
      id,
      class: "visually-hidden",
      accept: ".csv,.tsv,.txt,text/csv,text/plain",
      change: () => take(input.files),
    });
    const enter = (event: DragEvent) => {
      event.preventDefault();
      zone.classList.add("over");
    };
    const zone = h(
      "div",
      {
        class: "drop",
        dragenter: enter,
        dragover: enter,
        dragleave: () => zone.classList.remove("over"),
        drop: (event: DragEvent) => {
          event.preventDefault();
          zone.classList.remove("over");
          take(event.dataTransfer?.files ?? null);
        },
      },
      input,
      h("label", { for: id }, icon("bringIn"), h("span", {}, h("strong", {}, "Choose a CSV file"), " or drop it here")),
    );
    show(zone, h("p", { class: "caption" }, "You see what it would do before anything is saved."));
    if (focus) input.focus();
  }

  function take(files: FileList | null) {
    const file = files?.[0];
    if (file) void preview(file);
  }

  async function preview(file: File, notice?: string) {
    show(h("p", { class: "caption" }, `Reading ${file.name}`), h("progress", { "aria-label": `Reading ${file.name}` }));
    say(`Reading ${file.name}`);
    try {
      const answer = await ledger.imports.preview({ file });
      review(file, answer, notice);
    } catch (error) {
      show(problemNotice({ what: `${file.name} can't be imported.`, error }), again("Choose another file"));
      announce("");
    }
  }

  function tile(name: IconName, label: string, count: number) {
    return h("div", {}, h("dt", {}, icon(name), label), h("dd", {}, number.format(count)));
  }

  function rejectedTable(faults: readonly ImportFault[], count: number, { header }: ImportPreview) {
    if (count === 0) return null;
    const more = count - faults.length;
    return h(
      "details",
      { class: "rejected", open: count <= 5 },
      h("summary", {}, `${number.format(count)} ${count === 1 ? "row" : "rows"} left out`),
      h(
        "div",
        { class: "table-scroll", role: "group", "aria-label": "Rows left out", tabindex: 0 },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...["Line", "Column", "Why"].map((name) => h("th", { scope: "col" }, name)))),
          h(
            "tbody",
            {},
            ...faults.map(({ line, column, reason }) =>
              h(
                "tr",
                {},
                h("td", {}, number.format(line)),
                h("td", {}, column === null ? "whole row" : header?.[column - 1] || column),
                h("td", {}, reason),
              ),
            ),
          ),
        ),
      ),
      more > 0 && h("p", { class: "caption" }, `and ${number.format(more)} more`),
    );
  }

  function review(file: File, plan: ImportPreview, notice?: string) {
    const { counts, decided, assumed } = plan;
    const faults = plan.rows
      .filter(({ status }) => status === "invalid")
      .map(({ line, column, reason }) => ({ line, column, reason: reason ?? "" }));
    const go = h(
      "button",
      { type: "button", class: "button primary", click: () => void write(file, plan) },
      `Import ${rows(counts.chosen)}`,
    );
    const range =
      plan.from !== null && plan.to !== null && `${books.words.date(plan.from)} to ${books.words.date(plan.to)}`;
    show(
      notice && h("p", { class: "notice notice-near" }, icon("warning"), notice),
      h("p", { class: "file-name" }, icon("file"), h("span", {}, plan.name || file.name)),
      h(
        "dl",
        { class: "tiles" },
        tile("plus", "New", counts.new),
        tile("check", "Already here", counts.duplicate),
        tile("warning", "Left out", counts.invalid),
        counts.transfer > 0 && tile("info", "Transfers", counts.transfer),
      ),
      range &&
        h(
          "p",
          { class: "caption" },
          range,
          ": ",
          books.money.text(plan.income),
          " in, ",
          books.money.text(plan.expense),
          " out",
        ),
      assumed.length > 0 &&
        h(
          "div",
          { class: "notice notice-near" },
          icon("warning"),
          h(
            "div",
            { class: "notice-text" },
            h("p", {}, h("strong", {}, "Assumed"), ": this file could also be read otherwise."),
            decisionList(plan, true),
          ),
        ),
      decided.length > 0 && h("details", {}, h("summary", {}, "How the file is read"), decisionList(plan, false)),
      rejectedTable(faults.slice(0, 100), counts.invalid, plan),
      counts.chosen === 0 && h("p", {}, "There is nothing new in this file."),
      h(
        "div",
        { class: "form-actions" },
        counts.chosen > 0 && go,
        again(counts.chosen > 0 ? "Cancel" : "Choose another file"),
      ),
    );
    announce(
      `${plan.name || file.name}: ${counts.new} new, ${counts.duplicate} already here, ${counts.invalid} left out.`,
    );
  }

  function decisionList({ decided, assumed }: ImportPreview, isAssumed: boolean) {
    const chosen = decided.filter(({ what }) => assumed.includes(what) === isAssumed);
    return h(
      "dl",
      { class: "decisions" },
      ...chosen.flatMap(({ what, chosen: value, evidence }) => [
        h("dt", {}, decisions[what] ?? what),
        h("dd", {}, value, evidence !== "" && h("span", { class: "caption" }, evidence)),
      ]),
    );
  }

  function progressBar(total: number, verb: string) {
    const bar = h("progress", { max: total, value: 0, "aria-label": verb });
    const text = h("p", { class: "caption" }, `0 of ${number.format(total)}`);
    let announced = 0;
    return {
      nodes: [h("p", { class: "file-name" }, verb), bar, text],
      move(done: number) {
        bar.value = done;
        text.textContent = `${number.format(done)} of ${number.format(total)}`;
        if (total > 0 && done / total >= announced + announceEvery) {
          announced = Math.floor(done / total / announceEvery) * announceEvery;
          say(`${Math.round(announced * 100)}% done`);
        }
      },
    };
  }

  const stay = (event: BeforeUnloadEvent) => event.preventDefault();

  async function working<Result>(work: () => Promise<Result>): Promise<Result> {
    window.addEventListener("beforeunload", stay);
    try {
      return await work();
    } finally {
      window.removeEventListener("beforeunload", stay);
    }
  }

  async function write(file: File, plan: ImportPreview) {
    const bar = progressBar(plan.counts.total, `Writing ${plan.name || file.name}`);
    show(...bar.nodes);
    announce("Writing");
    try {
      const done = await working(() =>
        ledger.imports.create(
          { file, plan: plan.plan },
          { onProgress: ({ phase, rows: count }) => phase === "writing" && bar.move(count) },
        ),
      );
      books.changed();
      finish(done, plan);
      if (done.to !== null) onImported(done.to);
    } catch (error) {
      if (FarthingError.is(error) && error.code === "plan_changed") {
        await preview(file, "The ledger changed since you looked. This is what the import would do now.");
        return;
      }
      books.changed();
      const retry = () => void write(file, plan);
      show(problemNotice({ what: "The import stopped.", error, retry }), again("Choose another file"));
      announce("");
    }
  }

  function finish(done: Import, plan: ImportPreview) {
    const took = h("button", { type: "button", class: "button", click: () => void undo(done, plan) }, "Undo import");
    show(
      h("p", { class: "notice notice-good" }, icon("check"), h("strong", {}, `Imported ${rows(done.created)}.`)),
      h(
        "dl",
        { class: "tiles" },
        tile("check", "Already here", done.duplicates),
        tile("warning", "Left out", done.rejectedCount),
        done.skipped > 0 && tile("info", "Skipped", done.skipped),
      ),
      rejectedTable(done.rejected, done.rejectedCount, plan),
      h("div", { class: "form-actions" }, done.created > 0 && took, again("Import another file")),
    );
    announce(`Imported ${rows(done.created)}.`);
  }

  async function undo(done: Import, plan: ImportPreview) {
    const bar = progressBar(done.created, "Taking back the import");
    show(...bar.nodes);
    announce("Taking back the import");
    try {
      const undone = await working(() =>
        ledger.imports.undo({ id: done.id }, { onProgress: ({ rows: count }) => bar.move(count) }),
      );
      const kept = undone.kept.length;
      const text = kept === 0 ? "Import taken back." : `Import taken back, but for ${rows(kept)} changed since.`;
      show(h("p", { class: "notice notice-good" }, icon("check"), text), again("Import another file"));
      announce(text);
    } catch (error) {
      finish(done, plan);
      body.prepend(problemNotice({ what: "The import wasn't taken back.", error }));
    }
    books.changed();
  }

  choose();
  return h("section", { class: "card", id: "import", "aria-labelledby": "import-title" }, title, spoken, body);
}
