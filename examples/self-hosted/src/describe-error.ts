/** An error for the log: where it comes from, and what caused it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const here = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? here : `${here}\ncaused by ${describeError(error.cause)}`;
}
