import type { ColumnRole, ImportDecision } from "@farthing/contract";
import type { CsvRecord } from "../csv/create-csv-reader.ts";
import { type DecimalSign, nameDecimal } from "./amount-cell.ts";
import { type DateOrder, nameDateOrder } from "./date-cell.ts";
import { asAsked, type Decision, type Example } from "./decision.ts";
import { kindOfRecord } from "./kind-of-record.ts";
import type { StatementTerms } from "./statement-terms.ts";
import { witnessCurrency } from "./witness-currency.ts";
import { witnessDateOrder } from "./witness-date-order.ts";
import { witnessDecimalSign } from "./witness-decimal-sign.ts";
import { witnessSign } from "./witness-sign.ts";

/** What every row of a file has told. */
export interface Witnessed {
  dateOrder: DateOrder;
  decimal: DecimalSign;
  /** Bad ones included. */
  rows: number;
  /** Records between and below the rows that are none. */
  passedOver: number;
  /** The line of the last row with a date. */
  lastLine: number;
  /** Whether no two rows have the same id. */
  idsDiffer: boolean;
  decided: readonly ImportDecision[];
  assumed: readonly ImportDecision["what"][];
  /** A cell that isn't a date, or an amount, where not one is. */
  noDate: Example | undefined;
  noAmount: Example | undefined;
}

/** So many ids are remembered, to see whether one comes again. */
const IDS_MAX = 10_000;

const columnsOf = (roles: readonly ColumnRole[], ...wanted: ColumnRole[]) =>
  roles.flatMap((role, column) => (wanted.includes(role) ? [column] : []));

/** Looks at every row of a file whose columns are known. Keeps counts and examples, never rows. */
export function witnessRows(roles: readonly ColumnRole[], header: readonly string[] | null, terms: StatementTerms) {
  const { mapping = {}, locale, currency, decimals } = terms;
  const [dateAt, idAt, currencyAt] = [
    roles.indexOf("date"),
    roles.indexOf("bankId"),
    roles.indexOf("currency"),
  ] as const;
  const moneyAt = columnsOf(roles, "amount", "moneyIn", "moneyOut");
  const balancesAt = columnsOf(roles, "balance");
  const shape = { dateAt, moneyAt, header };

  const dates = witnessDateOrder();
  const amounts = witnessDecimalSign();
  const balances = witnessDecimalSign();
  const sign = witnessSign(roles);
  const currencies = currencyAt < 0 ? undefined : witnessCurrency(currencyAt, currency);
  const ids = new Set<string>();
  let idsDiffer = true;
  let rows = 0;
  let perhaps = 0;
  let passedOver = 0;
  let lastLine = 0;
  let hasDate = false;
  let hasAmount = false;
  let noDate: Example | undefined;
  let noAmount: Example | undefined;

  function seeRow(cells: readonly string[], line: number): void {
    hasDate = true;
    for (const column of moneyAt) {
      const cell = cells[column] ?? "";
      if (cell === "") continue;
      if (amounts.see(cell, line)) hasAmount = true;
      else if (noAmount === undefined) noAmount = { cell, line };
    }
    for (const column of balancesAt) balances.see(cells[column] ?? "", line);
    sign.see(cells, line);
    currencies?.see(cells, line);
    const id = idAt < 0 ? "" : (cells[idAt] ?? "");
    if (id === "" || !idsDiffer) return;
    if (ids.has(id)) idsDiffer = false;
    else if (ids.size < IDS_MAX) ids.add(id);
  }

  function see({ line, cells, fault }: CsvRecord): void {
    if (fault !== null) {
      rows += 1;
      return;
    }
    const dateCell = cells[dateAt] ?? "";
    const dated = dates.see(dateCell, line);
    if (dated) {
      lastLine = line;
      rows += perhaps;
      perhaps = 0;
    }
    const kind = kindOfRecord(cells, dated, shape);
    if (kind === "row") rows += 1;
    else if (kind === "perhaps") perhaps += 1;
    else if (cells.some((cell) => cell.trim() !== "")) passedOver += 1;
    if (kind === "none") return;
    if (dated) seeRow(cells, line);
    else if (noDate === undefined && dateCell.trim() !== "" && cells.length > 1) noDate = { cell: dateCell, line };
  }

  function conclude(): Witnessed {
    const decimal = () => amounts.proof() ?? balances.proof() ?? amounts.decide(locale, decimals);
    const decisions = {
      dates: mapping.dateOrder === undefined ? dates.decide(locale) : asAsked(mapping.dateOrder),
      decimals: mapping.decimal === undefined ? decimal() : asAsked(mapping.decimal),
    };
    const told: [ImportDecision["what"], Decision<string>][] = [
      ["dates", { ...decisions.dates, chosen: nameDateOrder(decisions.dates.chosen) }],
      ["decimals", { ...decisions.decimals, chosen: nameDecimal(decisions.decimals.chosen) }],
      ["sign", sign.decide()],
    ];
    if (currencies !== undefined) told.push(["currency", currencies.decide()]);
    return {
      dateOrder: decisions.dates.chosen,
      decimal: decisions.decimals.chosen,
      rows,
      passedOver: passedOver + perhaps,
      lastLine,
      idsDiffer,
      decided: told.map(([what, { chosen, evidence }]) => ({ what, chosen, evidence })),
      assumed: told.flatMap(([what, { assumed }]) => (assumed ? [what] : [])),
      noDate: hasDate ? undefined : noDate,
      noAmount: hasAmount ? undefined : noAmount,
    };
  }

  return { see, conclude };
}
