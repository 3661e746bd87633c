/**
 * Pieces as the body of an answer, each asked for when the one before it was taken. What fails cuts the stream and isn't told
 * to its reader.
 */
export function streamPieces(first: IteratorResult<Uint8Array>, pieces: AsyncIterator<Uint8Array>) {
  let end: (failure?: unknown) => void = () => {};
  /** Resolves when no more will be read, with what failed. */
  const ended = new Promise<unknown>((resolve) => {
    end = resolve;
  });
  let waiting: IteratorResult<Uint8Array> | undefined = first;

  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = waiting ?? (await pieces.next());
          waiting = undefined;
          if (!done) return controller.enqueue(value);
          controller.close();
          end();
        } catch (error) {
          controller.error(new Error("The stream was cut."));
          end(error);
        }
      },
      async cancel() {
        end();
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, ended };
}
