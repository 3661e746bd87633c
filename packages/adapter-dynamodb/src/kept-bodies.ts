import type { KeptKind, KeptOf } from "@farthing/core";

/** What of a kept record has no attribute of its own. */
export type KeptBody<Kind extends KeptKind> = Omit<KeptOf<Kind>, "kind" | "id" | "version" | "expires">;

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isWhole: Test = Number.isSafeInteger;
const isList: Test = Array.isArray;
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);

const members: { readonly [Kind in KeptKind]: { readonly [Member in keyof KeptBody<Kind>]-?: Test } } = {
  import: {
    name: isText,
    format: isText,
    account: isText,
    state: isText,
    total: isWhole,
    done: isWhole,
    createdAt: isText,
    from: orNull(isText),
    to: orNull(isText),
    created: isWhole,
    duplicates: isWhole,
    skipped: isWhole,
    rejected: isList,
    rejectedCount: isWhole,
    assumed: isList,
    kept: isList,
    source: isText,
    advancedAt: isText,
  },
  job: { importId: isText },
  request: { digest: isText, answer: isObject },
  undo: { entries: isList, outcome: orNull(isObject) },
  bulk: {
    state: isText,
    found: isWhole,
    changed: isWhole,
    undo: isText,
    parts: isWhole,
    advancedAt: isText,
  },
};

/** Tells the body of a kind by its members: exactly those there are, each of its sort. */
export const isKeptBody =
  <Kind extends KeptKind>(kind: Kind) =>
  (value: unknown): value is KeptBody<Kind> => {
    const tests = Object.entries(members[kind]) as [string, Test][];
    return (
      isObject(value) &&
      Object.keys(value).length === tests.length &&
      tests.every(([member, test]) => test((value as Record<string, unknown>)[member]))
    );
  };
