/**
 * All of the platform that this package may name. Its own type check sees these declarations and no others, so that
 * it runs wherever JavaScript does; readers of the package see their own platform's.
 */

interface Blob {
  readonly size: number;
  readonly type: string;
  slice(start?: number, end?: number, contentType?: string): Blob;
  stream(): AsyncIterable<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}

declare var Blob: {
  prototype: Blob;
  new (
    parts?: readonly (ArrayBuffer | ArrayBufferView<ArrayBuffer> | Blob | string)[],
    options?: { type?: string },
  ): Blob;
};

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

declare var AbortSignal: { prototype: AbortSignal };
