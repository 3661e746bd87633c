/** What a client asks of `fetch`. */
export interface FetchRequest {
  method: string;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: text or FormData, which not every platform's types know
  body?: any;
  redirect: "manual";
  signal: AbortSignal;
}

/** What a client reads of an answer. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): FetchReader } | null;
  text(): Promise<string>;
}

export interface FetchReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}

/** `fetch`, or something that answers in its stead. */
export type FetchFunction = (url: string, request: FetchRequest) => FetchAnswer | PromiseLike<FetchAnswer>;
