import { errorCodes, type OperationName, type Route, routes, type ServerErrorCode } from "@farthing/contract";
import { type OperationSchema, operations } from "@farthing/core";
import { takesVersion } from "./takes-version.ts";

type Codes = readonly ServerErrorCode[];

interface Rule {
  when(route: Route, schema: OperationSchema): boolean;
  codes: Codes;
}

const writes = ({ method }: Route) => method !== "GET";

/** What may be answered whatever is asked. */
const shared: readonly Rule[] = [
  {
    when: () => true,
    codes: ["invalid_request", "unauthenticated", "not_acceptable", "rate_limited", "internal", "unavailable"],
  },
  {
    when: writes,
    codes: ["invalid_idempotency_key", "conflict", "idempotency_key_reused", "storage_full"],
  },
  { when: ({ needs }) => needs !== "read", codes: ["forbidden"] },
  {
    when: ({ sends }) => sends !== "query",
    codes: ["malformed_json", "request_timeout", "too_large", "unsupported_media_type"],
  },
];

/** What is answered by operations of a kind. */
const ofKind: readonly Rule[] = [
  { when: ({ path }) => path.includes("{"), codes: ["not_found"] },
  { when: takesVersion, codes: ["version_mismatch"] },
  { when: ({ gives }) => gives === "job", codes: ["request_in_progress"] },
  { when: (_route, { input }) => "cursor" in input.shape, codes: ["invalid_cursor"] },
];

/** What an operation answers beside what its route lets expect. */
const own: Readonly<Record<OperationName, Codes>> = {
  "settings.get": [],
  "settings.update": ["currency_in_use"],
  "categories.list": [],
  "categories.create": ["category_exists", "deleted", "limit_reached"],
  "categories.get": [],
  "categories.update": ["category_exists", "deleted"],
  "categories.delete": ["category_in_use"],
  "transactions.create": ["id_taken", "deleted", "amount_overflow"],
  "transactions.batch": ["not_found", "id_taken", "version_mismatch", "batch_too_large", "amount_overflow"],
  "transactions.bulk": ["deleted", "plan_changed", "amount_overflow"],
  "transactions.list": [],
  "transactions.totals": [],
  "transactions.export": [],
  "transactions.get": [],
  "transactions.update": ["deleted", "amount_overflow"],
  "transactions.delete": [],
  "imports.preview": ["not_importable"],
  "imports.create": ["deleted", "plan_changed", "amount_overflow", "not_importable"],
  "imports.list": [],
  "imports.get": [],
  "imports.undo": [],
  "reports.months": [],
  "reports.categories": [],
  "reports.days": [],
  "maintenance.verify": [],
  "maintenance.rebuild": [],
  undo: ["amount_overflow"],
};

const inOrder = (codes: ReadonlySet<string>): Codes =>
  (Object.keys(errorCodes) as ServerErrorCode[]).filter((code) => codes.has(code));

/** The codes that an operation can answer, in the order of their table: its own, and those that it shares with most others. */
export function operationErrors(name: OperationName): { own: Codes; shared: Codes } {
  const by = (rules: readonly Rule[]) =>
    rules.flatMap(({ when, codes }) => (when(routes[name], operations[name]) ? codes : []));
  return { own: inOrder(new Set([...by(ofKind), ...own[name]])), shared: inOrder(new Set(by(shared))) };
}
