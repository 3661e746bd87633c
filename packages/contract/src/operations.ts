import type { Ledger } from "./ledger.ts";

// biome-ignore lint/suspicious/noExplicitAny: the one type that every function has
type AnyFunction = (...parameters: any[]) => unknown;

/** The name of every operation, as it is called on a {@link Ledger}: `transactions.create`, `undo`. */
export type OperationName = {
  [Group in keyof Ledger]: Ledger[Group] extends AnyFunction
    ? Group
    : `${Group}.${Extract<keyof Ledger[Group], string>}`;
}[keyof Ledger];

/** The function behind a name. */
export type Operation<Name extends OperationName> = Name extends `${infer Group}.${infer Method}`
  ? Group extends keyof Ledger
    ? Method extends keyof Ledger[Group]
      ? Ledger[Group][Method]
      : never
    : never
  : Name extends keyof Ledger
    ? Ledger[Name]
    : never;

/**
 * Builds a {@link Ledger} from one function for each operation.
 * @param call makes the function that stands at `name`.
 */
export function assembleLedger(
  names: readonly OperationName[],
  call: (name: OperationName) => (input: never, options: never) => unknown,
): Ledger {
  const ledger: Record<string, unknown> = {};
  for (const name of names) {
    const [group, method] = name.split(".") as [string, string | undefined];
    if (method === undefined) ledger[group] = call(name);
    else ledger[group] = Object.assign(ledger[group] ?? {}, { [method]: call(name) });
  }
  return ledger as unknown as Ledger;
}
