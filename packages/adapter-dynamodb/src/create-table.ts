import {
  CreateTableCommand,
  DescribeTableCommand,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { ordinaryClock } from "@farthing/core/platform";
import { askAboutTable, checkTable, expiringAttribute, isReady, type TableOptions } from "./check-table.ts";
import { createPatience, type WaitingOptions } from "./create-patience.ts";
import { tableDefinition } from "./table-definition.ts";

/** Making a table takes DynamoDB some seconds, seldom more than a minute. */
const endurance = { longest: 300_000, tries: Number.POSITIVE_INFINITY, firstWait: 200, longestWait: 4000 };

const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name;

/**
 * Makes the table where there is none, waits until it is ready, and turns on time to live. A table that is there already stays as
 * it is but for that.
 * @throws Error as `checkTable` does.
 */
export async function createTable({
  client,
  tableName,
  clock = ordinaryClock,
  random = Math.random,
}: TableOptions & WaitingOptions): Promise<void> {
  const { table, timeToLive } = tableDefinition(tableName);
  const again = createPatience({ clock, random }, endurance);

  /** A table just made may not be seen at once. */
  const describe = (): Promise<TableDescription> =>
    client.send(new DescribeTableCommand({ TableName: tableName })).then(
      ({ Table = {} }) => Table,
      (error: unknown) => {
        if (isNamed(error, "ResourceNotFoundException")) return {};
        throw error;
      },
    );

  await askAboutTable(tableName, () =>
    client.send(new CreateTableCommand(table)).catch((error: unknown) => {
      if (!isNamed(error, "ResourceInUseException")) throw error;
    }),
  );
  while (!isReady(await askAboutTable(tableName, describe)) && (await again()));
  if ((await expiringAttribute({ client, tableName })) === undefined) {
    await askAboutTable(tableName, () =>
      client.send(new UpdateTimeToLiveCommand(timeToLive)).catch((error: unknown) => {
        // Another has just turned it on; if not, the check says so.
        if (!isNamed(error, "ValidationException")) throw error;
      }),
    );
  }
  await checkTable({ client, tableName });
}
