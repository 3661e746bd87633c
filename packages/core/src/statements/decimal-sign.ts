import type { Decimals } from "../money/currencies.ts";
import { type DecimalSign, decimalsOf } from "./amount-cell.ts";
import type { Decision, Example } from "./date-order.ts";
import { quoteCell } from "./quote-cell.ts";

/** Looks at every amount of a file and tells what stands before its decimals. */
export interface DecimalWitness {
  /** Whether the cell can be read as an amount. */
  see(cell: string, line: number): boolean;
  /** @param locale decides where every amount can be read both ways. */
  decide(locale: string, decimals: Decimals): Decision<DecimalSign>;
}

/** Plain amounts with one separator and one or two digits behind it are most of a file and need no closer look. */
const plain = /^-?\d+([.,])\d\d?$/;

const customarySign = (locale: string): DecimalSign =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal")?.value === "," ? "," : ".";

export function witnessDecimalSign(): DecimalWitness {
  let point: Example | undefined;
  let comma: Example | undefined;
  let either: Example | undefined;
  /** The most decimals that count, of the amounts that can be read both ways, read with this sign. */
  const longest = { ".": 0, ",": 0 };

  const count = (example: Example | undefined, cell: string, line: number): Example => {
    if (example === undefined) return { cell, line, count: 1 };
    example.count += 1;
    return example;
  };

  function see(cell: string, line: number): boolean {
    const quick = plain.exec(cell);
    const read =
      quick === null ? decimalsOf(cell) : { point: quick[1] === ".", comma: quick[1] === ",", separated: true };
    if (!read.point && !read.comma) return false;
    if (!read.separated) return true;
    if (read.point && read.comma) {
      either = count(either, cell, line);
      const sign = cell.includes(",") ? "," : ".";
      const behind = cell
        .slice(cell.indexOf(sign) + 1)
        .replace(/\D/g, "")
        .replace(/0+$/, "");
      longest[sign] = Math.max(longest[sign], behind.length);
    } else if (read.point) point = count(point, cell, line);
    else comma = count(comma, cell, line);
    return true;
  }

  function decide(locale: string, decimals: Decimals): Decision<DecimalSign> {
    const points = point?.count ?? 0;
    const commas = comma?.count ?? 0;
    const proof = points > commas ? point : comma;
    if (points !== commas && proof !== undefined) {
      const chosen = points > commas ? "." : ",";
      return { chosen, evidence: `${quoteCell(proof.cell)} on line ${proof.line}`, assumed: false };
    }
    if (proof !== undefined) {
      return {
        chosen: customarySign(locale),
        evidence: `As many amounts have a decimal point as a comma; ${locale} writes the one chosen`,
        assumed: true,
      };
    }
    if (either === undefined) return { chosen: ".", evidence: "No amount has decimals", assumed: false };
    const where = `${quoteCell(either.cell)} on line ${either.line}`;
    const tooLong = (sign: DecimalSign) => longest[sign] > decimals;
    if (tooLong(",") !== tooLong(".")) {
      const chosen = tooLong(",") ? "." : ",";
      return {
        chosen,
        evidence: `${where} has too many digits for decimals, so they are thousands`,
        assumed: decimals > 0,
      };
    }
    return {
      chosen: customarySign(locale),
      evidence: `${where} can be read both ways; ${locale} writes the one chosen`,
      assumed: true,
    };
  }

  return { see, decide };
}
