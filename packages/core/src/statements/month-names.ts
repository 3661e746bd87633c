import { fold } from "../text/fold.ts";

/** January to December in English, German, French, Spanish, Italian, Dutch and Portuguese, and forms that aren't their beginnings. */
const names = [
  "january januar janner janvier enero gennaio januari janeiro",
  "february februar feber février febrero febbraio februari fevereiro",
  "march märz mars marzo maart março mrz mrt",
  "april avril abril aprile",
  "may mai mayo maggio mei maio",
  "june juni juin junio giugno junho",
  "july juli juillet julio luglio julho",
  "august août agosto augustus",
  "september septembre septiembre settembre setembro",
  "october oktober octobre octubre ottobre outubro",
  "november novembre noviembre novembro",
  "december dezember décembre diciembre dicembre dezembro",
] as const;

const SHORTEST = 3;

function monthsByName(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const [index, line] of names.entries()) {
    for (const name of fold(line).split(" ")) {
      for (let length = SHORTEST; length <= name.length; length += 1) {
        const beginning = name.slice(0, length);
        const other = months.get(beginning);
        months.set(beginning, other === undefined || other === index + 1 ? index + 1 : 0);
      }
    }
  }
  return months;
}

const months = monthsByName();

/** The month, 1 … 12, that a name or its beginning means; `undefined` for none or several. */
export const monthOfName = (name: string): number | undefined => months.get(fold(name)) || undefined;
