import { json, whole } from "./codecs.ts";
import { type Shape, shape } from "./shape.ts";
import { EXPIRES } from "./table-definition.ts";

/** Whether a member is of its sort. */
export type Test = (value: unknown) => boolean;

type Tests<Members> = { readonly [Member in keyof Members]-?: Test };

interface Lasting {
  version: number;
}

interface Expiring extends Lasting {
  expires: number;
}

export const isText: Test = (value) => typeof value === "string";
export const isWhole: Test = Number.isSafeInteger;
export const isList: Test = Array.isArray;
export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);

/** Tells a body by its members: exactly those there are, each of its sort. */
function isBody(tests: Readonly<Record<string, Test>>) {
  const all = Object.entries(tests);
  return (value: unknown): value is object =>
    isObject(value) &&
    Object.keys(value).length === all.length &&
    all.every(([member, test]) => test((value as Record<string, unknown>)[member]));
}

const body = (tests: object) => ["j", json(isBody(tests as Readonly<Record<string, Test>>))] as const;

/** Keeps all but the version as JSON in one attribute. */
export function jsonShape<Members extends Lasting>(tests: Tests<Omit<Members, "version">>): Shape<Members> {
  const kept = shape<Lasting & { body: object }>({ version: ["v", whole], body: body(tests) });
  return {
    write: ({ version, ...rest }) => kept.write({ version, body: rest }),
    read(item) {
      const { version, body } = kept.read(item);
      return { version, ...body } as Members;
    },
  };
}

/** The same for what expires: by an attribute that DynamoDB looks at. */
export function expiringJsonShape<Members extends Expiring>(
  tests: Tests<Omit<Members, "version" | "expires">>,
): Shape<Members> {
  const kept = shape<Expiring & { body: object }>({
    version: ["v", whole],
    body: body(tests),
    expires: [EXPIRES, whole],
  });
  return {
    write: ({ version, expires, ...rest }) => kept.write({ version, body: rest, expires }),
    read(item) {
      const { version, body, expires } = kept.read(item);
      return { version, ...body, expires } as Members;
    },
  };
}
