import { type AttributeValue, DynamoDB, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { type LocalDynamoDb, type StartOptions, startDynamoDb } from "../src/index.ts";

export type Item = Record<string, AttributeValue>;

export const S = (text: string): AttributeValue.SMember => ({ S: text });
export const N = (number: number): AttributeValue.NMember => ({ N: String(number) });
export const key = (p: string, s = "-"): { p: AttributeValue; s: AttributeValue } => ({ p: S(p), s: S(s) });

/** A client that tells what the server says: it doesn't try again by itself. */
export const connect = (endpoint: string): DynamoDB =>
  new DynamoDB({
    endpoint,
    region: "local",
    maxAttempts: 1,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

export const createTable = async (client: DynamoDB, TableName: string, more: object = {}): Promise<void> => {
  await client.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "p", KeyType: "HASH" },
      { AttributeName: "s", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "p", AttributeType: "S" },
      { AttributeName: "s", AttributeType: "S" },
    ],
    ...more,
  });
  while ((await client.describeTable({ TableName })).Table?.TableStatus !== "ACTIVE");
};

export interface LocalTable {
  client: DynamoDB;
  database: LocalDynamoDb;
  /** The item as it is now, or nothing. */
  get(p: string, s?: string): Promise<Item | undefined>;
  put(item: Item): Promise<unknown>;
  transact(...items: TransactWriteItem[]): Promise<unknown>;
  close(): Promise<void>;
}

/** A database of its own with a table `things`, keyed by the texts `p` and `s`. */
export const openTable = async (options: StartOptions = {}): Promise<LocalTable> => {
  const database = await startDynamoDb(options);
  const client = connect(database.endpoint);
  const { TableNames = [] } = await client.listTables();
  if (!TableNames.includes("things")) await createTable(client, "things");
  return {
    client,
    database,
    get: async (p, s) => (await client.getItem({ TableName: "things", Key: key(p, s), ConsistentRead: true })).Item,
    put: (Item) => client.putItem({ TableName: "things", Item }),
    transact: (...TransactItems) => client.transactWriteItems({ TransactItems }),
    async close() {
      client.destroy();
      await database.close();
    },
  };
};

export const put = (item: Item, more: object = {}): TransactWriteItem => ({
  Put: { TableName: "things", Item: item, ...more },
});

export const remove = (p: string, more: object = {}): TransactWriteItem => ({
  Delete: { TableName: "things", Key: key(p), ...more },
});

export const check = (p: string, ConditionExpression: string, more: object = {}): TransactWriteItem => ({
  ConditionCheck: { TableName: "things", Key: key(p), ConditionExpression, ...more },
});

/** Adds to the number `n` of an item. */
export const add = (p: string, amount: number, more: object = {}): TransactWriteItem => ({
  Update: {
    TableName: "things",
    Key: key(p),
    UpdateExpression: "ADD n :amount",
    ExpressionAttributeValues: { ":amount": N(amount) },
    ...more,
  },
});
