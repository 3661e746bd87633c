import type { Decimals } from "../money/currencies.ts";
import { type DecimalSign, decimalsOf } from "./amount-cell.ts";
import { type Counted, countExample, type Decision } from "./decision.ts";
import { quoteCell } from "./quote-cell.ts";

/** Looks at every amount of a file and tells what stands before its decimals. */
export interface DecimalWitness {
  /** Whether the cell can be read as an amount. */
  see(cell: string, line: number): boolean;
  /** What the amounts prove, if they do. */
  proof(): Decision<DecimalSign> | undefined;
  /** @param locale decides where nothing is proven. */
  decide(locale: string, decimals: Decimals): Decision<DecimalSign>;
}

/** Plain amounts with one separator and one or two digits behind it are most of a file and need no closer look. */
const plain = /^-?\d+([.,])\d\d?$/;

const customarySign = (locale: string): DecimalSign =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal")?.value === "," ? "," : ".";

export function witnessDecimalSign(): DecimalWitness {
  let point: Counted | undefined;
  let comma: Counted | undefined;
  let either: Counted | undefined;
  /** The most decimals that count, of the amounts that can be read both ways, read with this sign. */
  const longest = { ".": 0, ",": 0 };

  function see(cell: string, line: number): boolean {
    const quick = plain.exec(cell);
    const read =
      quick === null ? decimalsOf(cell) : { point: quick[1] === ".", comma: quick[1] === ",", separated: true };
    if (!read.point && !read.comma) return false;
    if (!read.separated) return true;
    if (read.point && read.comma) {
      either = countExample(either, cell, line);
      const sign = cell.includes(",") ? "," : ".";
      const behind = cell
        .slice(cell.indexOf(sign) + 1)
        .replace(/\D/g, "")
        .replace(/0+$/, "");
      longest[sign] = Math.max(longest[sign], behind.length);
    } else if (read.point) point = countExample(point, cell, line);
    else comma = countExample(comma, cell, line);
    return true;
  }

  function proof(): Decision<DecimalSign> | undefined {
    const [points, commas] = [point?.count ?? 0, comma?.count ?? 0];
    const example = points > commas ? point : comma;
    if (points === commas || example === undefined) return undefined;
    const evidence = `${quoteCell(example.cell)} on line ${example.line}`;
    return { chosen: points > commas ? "." : ",", evidence, assumed: false };
  }

  function decide(locale: string, decimals: Decimals): Decision<DecimalSign> {
    const proven = proof();
    if (proven !== undefined) return proven;
    if (point !== undefined) {
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

  return { see, proof, decide };
}
