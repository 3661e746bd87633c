export type { TableOptions } from "./check-table.ts";
export { checkTable } from "./check-table.ts";
export type { DynamoDbStoreOptions } from "./create-dynamodb-store.ts";
export { createDynamoDbStore } from "./create-dynamodb-store.ts";
export type { WaitingOptions } from "./create-patience.ts";
export { createTable } from "./create-table.ts";
export { iamActions } from "./iam-actions.ts";
export type { TableDefinition } from "./table-definition.ts";
export { tableDefinition } from "./table-definition.ts";
