export type { LocalRequestListener } from "./create-request-listener.ts";
export { createRequestListener } from "./create-request-listener.ts";
export type { InProcess } from "./in-process.ts";
export { inProcess } from "./in-process.ts";
export type { DynamoDbOptions, StartOptions } from "./options.ts";
export type { LocalDynamoDb } from "./start-dynamo-db.ts";
export { startDynamoDb } from "./start-dynamo-db.ts";
