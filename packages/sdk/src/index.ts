export type { Ledger } from "@farthing/contract";
export { FarthingError } from "@farthing/contract";
export type { ClientOptions } from "./client-options.ts";
export { createClient } from "./create-client.ts";
export type { Fetch, FetchRequest, FetchResponse } from "./fetch.ts";
