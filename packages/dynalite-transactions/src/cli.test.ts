import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connect, createTable, key, openTable } from "../test/local-table.ts";
import { endpointOf, startCommand } from "../test/start-command.ts";

describe.concurrent("the process", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "says in one line that it is ready, and ends cleanly by %s",
    async (signal) => {
      const folder = await mkdtemp(join(tmpdir(), "dynalite-transactions-"));
      const command = startCommand("--port", "0", "--path", folder);
      const endpoint = await endpointOf(command);
      const client = connect(endpoint);
      await createTable(client, "things");
      await client.transactWriteItems({ TransactItems: [{ Put: { TableName: "things", Item: key("kept") } }] });

      command.process.kill(signal);
      expect(await command.ended).toEqual({
        code: 0,
        output: `dynalite-transactions listens at ${endpoint} and keeps everything in ${folder}\n`,
        errors: "",
      });

      const table = await openTable({ path: folder });
      expect(await table.get("kept")).toEqual(key("kept"));
      await table.close();
      await rm(folder, { recursive: true });
    },
  );
});
