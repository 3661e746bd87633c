import type { TransactionType } from "@farthing/contract";
import { fold } from "../text/fold.ts";

const words: Readonly<Record<TransactionType, string>> = {
  income:
    "credit cr crd crdt c in income incoming deposit received haben h gutschrift ein einnahme eingang zugang credito bij " +
    "bijschrijving avere entrata accredito abono ingreso haber recette entrada receita + money-in paid-in",
  expense:
    "debit dr db dbit dbt d out expense outgoing withdrawal spent soll s belastung lastschrift aus ausgabe ausgang abgang debito af " +
    "afschrijving debet dare uscita addebito cargo debe gasto depense saida despesa - − money-out paid-out",
};

const types = new Map(
  (["income", "expense"] as const).flatMap((type) => words[type].split(" ").map((word) => [word, type] as const)),
);

/** Which way money went, as a bank's own column says it: `DR`, `Haben`, `Af` …; `undefined` for any other word. */
export const typeOfDirection = (cell: string): TransactionType | undefined =>
  types.get(
    fold(cell)
      .trim()
      .replace(/\.$/, "")
      .replace(/(?<=.)\s+(?=.)/g, "-"),
  );
