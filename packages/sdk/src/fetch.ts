/** What the client asks of a response. */
export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): FetchReader } | null;
  text(): Promise<string>;
}

export interface FetchReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}

export interface FetchRequest {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** The part of `fetch` that the client uses; the platform's own fits, as does a server's in the same process. */
export type Fetch = { fetch(url: string, request: FetchRequest): Promise<FetchResponse> }["fetch"];
