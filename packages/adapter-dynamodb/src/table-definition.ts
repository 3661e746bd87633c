import type { CreateTableCommandInput, UpdateTimeToLiveCommandInput } from "@aws-sdk/client-dynamodb";

/** The attribute that holds the second since 1970 after which DynamoDB may remove an item. */
export const EXPIRES = "x";

/** What makes the table of a store, as the SDK's commands take it and as infrastructure code can be written from it. */
export interface TableDefinition {
  /** For `CreateTable`: a partition and a sort key, capacity on demand, no index. */
  table: CreateTableCommandInput & { TableName: string };
  /** For `UpdateTimeToLive`, once the table is there. */
  timeToLive: UpdateTimeToLiveCommandInput & { TableName: string };
}

/** @param tableName 3 … 255 characters `[0-9A-Za-z_.-]`. */
export const tableDefinition = (tableName: string): TableDefinition => ({
  table: {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
  },
  timeToLive: {
    TableName: tableName,
    TimeToLiveSpecification: { AttributeName: EXPIRES, Enabled: true },
  },
});
