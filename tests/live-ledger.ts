import { assembleLedger, type Ledger, operationNames } from "@farthing/contract";

type Methods = Record<string, (input: unknown, options: unknown) => unknown>;

/** A ledger whose every call goes to the one there is at that moment, so that it outlives what it is served by. */
export const liveLedger = (current: () => Ledger): Ledger =>
  assembleLedger(operationNames, (name) => (input: unknown, options: unknown) => {
    const ledger = current() as unknown as Record<string, Methods> & Methods;
    const [group, method] = name.split(".") as [string, string | undefined];
    return method === undefined
      ? ledger[group]?.(input, options)
      : (ledger[group] as unknown as Methods)[method]?.(input, options);
  });
