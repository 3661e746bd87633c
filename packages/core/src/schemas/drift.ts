import type { Operation, OperationName } from "@farthing/contract";
import type * as z from "zod";
import type { operations } from "./operations.ts";

/** A type with everything about it spelt out, so that optional members and read-only lists are told apart or not as is right. */
type Shape<T> = T extends Blob
  ? "blob"
  : T extends readonly (infer Item)[]
    ? { list: Shape<Item> }
    : T extends object
      ? {
          [Key in keyof T]-?: Record<never, never> extends Pick<T, Key>
            ? { optional: Shape<Exclude<T[Key], undefined>> }
            : { required: Shape<T[Key]> };
        }
      : T;

type Same<A, B> = [Shape<A>] extends [Shape<B>] ? ([Shape<B>] extends [Shape<A>] ? true : false) : false;

type Given<Name extends OperationName> = Exclude<Parameters<Operation<Name>>[0], undefined>;
type InputOf<Name extends OperationName> = [Given<Name>] extends [never] ? Record<never, never> : Given<Name>;

type OutputOf<Name extends OperationName> =
  Operation<Name> extends (input: never, options?: never) => Promise<infer Output> ? Output : string;

type Drift = {
  [Name in OperationName]: Same<z.input<(typeof operations)[Name]["input"]>, InputOf<Name>> extends true
    ? Same<z.output<(typeof operations)[Name]["output"]>, OutputOf<Name>> extends true
      ? never
      : `${Name} gives something else`
    : `${Name} takes something else`;
}[OperationName];

/** Fails to compile, naming the operation, where the schemas and the interface disagree. */
export const noDrift: [Drift] extends [never] ? true : Drift = true;
