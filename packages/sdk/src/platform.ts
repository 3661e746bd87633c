import type { Fetch } from "./fetch.ts";

interface Platform {
  fetch: Fetch;
  crypto: { randomUUID(): string; getRandomValues(bytes: Uint8Array): Uint8Array };
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
  AbortController: new () => { readonly signal: AbortSignal; abort(reason?: unknown): void };
  FormData: new () => { append(name: string, value: string | Blob, fileName?: string): void };
  TextDecoder: new () => { decode(bytes?: Uint8Array, options?: { stream?: boolean }): string };
  URLSearchParams: new (members: [string, string][]) => { toString(): string };
}

/** What every runtime with `fetch` has, of which TypeScript knows here what is named above alone. */
export const platform = globalThis as unknown as Platform;
