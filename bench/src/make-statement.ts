import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";

const shops = [
  "Market Hall",
  "The Copper Kettle",
  "Castle Street parking",
  "Quay Pharmacy",
  "Northline Rail",
  "Larkspur Home",
  "Noor's Kitchen",
  "Millstone Bakery",
];

/** Row `index` of a bank file: days in order over three years, whatever the number of rows. */
function statementRow(index: number, rows: number): string {
  const day = new Date(Date.UTC(2023, 11, 1 + Math.floor((index * 1095) / rows))).toISOString().slice(0, 10);
  const cents = 100 + ((index * 7919) % 20_000);
  const amount = `${index % 17 === 0 ? "" : "-"}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  return `${day},${shops[index % shops.length]} ${1000 + ((index * 31) % 9000)},${amount}\n`;
}

/** Writes a bank file of so many rows, once. */
export async function makeStatement(path: string, rows: number): Promise<string> {
  if (existsSync(path)) return path;
  const file = createWriteStream(path);
  file.write("Date,Description,Amount\n");
  for (let start = 0; start < rows; start += 1000) {
    let piece = "";
    for (let index = start; index < Math.min(rows, start + 1000); index += 1) piece += statementRow(index, rows);
    if (!file.write(piece)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return path;
}
