import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { classifyFailure } from "./classify-failure.ts";
import { unavailable } from "./create-sender.ts";
import { explainFailure } from "./explain-failure.ts";
import { EXPIRES, tableDefinition } from "./table-definition.ts";

export interface TableOptions {
  client: DynamoDBClient;
  tableName: string;
}

/** A request about the table itself; what fails is told in one sentence. */
export async function askAboutTable<Output>(tableName: string, request: () => Promise<Output>): Promise<Output> {
  try {
    return await request();
  } catch (error) {
    throw classifyFailure(error).then === "again" ? unavailable(tableName, error) : explainFailure(error, tableName);
  }
}

const keysOf = ({
  KeySchema = [],
  AttributeDefinitions = [],
}: Pick<TableDescription, "KeySchema" | "AttributeDefinitions">) =>
  KeySchema.map(({ AttributeName, KeyType }) => {
    const type = AttributeDefinitions.find((attribute) => attribute.AttributeName === AttributeName)?.AttributeType;
    return `${AttributeName} (${KeyType}, ${type})`;
  }).join(" and ");

export const isReady = ({ TableStatus }: TableDescription) => TableStatus === "ACTIVE" || TableStatus === "UPDATING";

/** What expires in the table, if that is on; `undefined` where it isn't. */
export async function expiringAttribute({ client, tableName }: TableOptions): Promise<string | undefined> {
  const { TimeToLiveDescription } = await askAboutTable(tableName, () =>
    client.send(new DescribeTimeToLiveCommand({ TableName: tableName })),
  );
  const { TimeToLiveStatus = "", AttributeName } = TimeToLiveDescription ?? {};
  return TimeToLiveStatus.startsWith("ENABL") ? AttributeName : undefined;
}

/**
 * Resolves when the table is there and is one that a store can use: the keys of `tableDefinition`, ready, time to live on.
 * @throws Error that says in one sentence what is wrong and how to put it right; FarthingError `unavailable` when DynamoDB can't
 * be reached.
 */
export async function checkTable({ client, tableName }: TableOptions): Promise<void> {
  const { Table = {} } = await askAboutTable(tableName, () =>
    client.send(new DescribeTableCommand({ TableName: tableName })),
  );
  const [found, wanted] = [keysOf(Table), keysOf(tableDefinition(tableName).table)];
  if (found !== wanted) {
    throw new Error(`The DynamoDB table ${tableName} has the keys ${found}, not ${wanted}: choose another table.`);
  }
  if (!isReady(Table)) {
    throw new Error(`The DynamoDB table ${tableName} is not ready (${Table.TableStatus}): try again in a minute.`);
  }
  if ((await expiringAttribute({ client, tableName })) !== EXPIRES) {
    throw new Error(
      `The DynamoDB table ${tableName} doesn't remove what has expired: turn on time to live for the attribute ${EXPIRES}, as createTable does.`,
    );
  }
}
