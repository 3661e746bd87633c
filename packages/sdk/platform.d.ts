/// <reference path="../contract/platform.d.ts" />

/**
 * All of the platform that this package may name, beside what the contract names: what browsers, Node, bun and deno have in
 * common. Its own type check sees these declarations and no others.
 */

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class FormData {
  append(name: string, value: string): void;
  append(name: string, value: Blob, filename?: string): void;
}

declare class TextDecoder {
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare const crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> };

declare function fetch(url: string, request: unknown): Promise<never>;
declare function setTimeout(run: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number | undefined): void;
