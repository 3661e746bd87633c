import { readSettings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";

/** `npm run table:create`: makes the table that FARTHING_TABLE names. */
export async function runTableCommand(): Promise<void> {
  try {
    const { dynamodb } = readSettings(process.env);
    const { makeTable } = await import("./open-table.ts");
    await makeTable(dynamodb);
    console.log(`The table ${dynamodb.table} is ready.`);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
