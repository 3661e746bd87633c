import type { OperationName, Route } from "@farthing/contract";
import type { FetchRequest } from "./fetch.ts";
import { platform } from "./platform.ts";

/** The options of any operation. */
export interface CallOptions {
  idempotencyKey?: string | undefined;
  ifVersion?: number | readonly number[] | undefined;
  today?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: never) => void) | undefined;
}

type Input = Readonly<Record<string, unknown>>;

export interface Prepared extends FetchRequest {
  /** Below the base address. */
  path: string;
}

const accepts: Readonly<Record<Route["gives"], string>> = {
  json: "application/json",
  record: "application/json",
  job: "application/x-ndjson",
  csv: "text/csv",
};

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Whether there is such a date from 1900 to 2199; an id made from any other would be a fault beside the date's own. */
const isDate = (date: unknown): date is string =>
  typeof date === "string" && /^(19|20|21)\d\d-\d\d-\d\d$/.test(date) && new Date(date).toJSON()?.slice(0, 10) === date;

/** An id of its own makes a create safe to send again at no cost. */
function withId(input: Input): Input {
  const { id, date } = input;
  if (id !== undefined || !isDate(date)) return input;
  const bytes = platform.crypto.getRandomValues(new Uint8Array(20));
  return { ...input, id: `${date.replaceAll("-", "")}-${Array.from(bytes, (byte) => alphabet[byte % 36]).join("")}` };
}

/** A file's own name; none for what is only a blob. */
const fileName = (file: Blob) => ("name" in file && typeof file.name === "string" ? file.name : "");

function formOf({ file, ...options }: Input) {
  const form = new platform.FormData();
  form.append("options", JSON.stringify(options));
  form.append("file", file as Blob, fileName(file as Blob));
  return form;
}

const queryOf = (input: Input): string => {
  const members = Object.entries(input).filter(([, value]) => value !== undefined);
  const query = new platform.URLSearchParams(members.map(([name, value]) => [name, String(value)])).toString();
  return query && `?${query}`;
};

/** What an operation's input and options come to on the wire. Made once a call, so that every try is the same request. */
export function buildRequest(
  name: OperationName,
  { method, path, sends, gives }: Route,
  given: Input,
  options: CallOptions,
): Prepared {
  const ownId = name === "transactions.create" && options.idempotencyKey === undefined;
  const rest: Record<string, unknown> = { ...(ownId ? withId(given) : given) };
  const filled = path.replace(/\{(\w+)\}/g, (_whole, member: string) => {
    const value = encodeURIComponent(String(rest[member]));
    delete rest[member];
    return value;
  });
  const headers: Record<string, string> = { Accept: accepts[gives] };
  const { ifVersion, today } = options;
  if (method !== "GET" && !(ownId && rest.id !== undefined))
    headers["Idempotency-Key"] = options.idempotencyKey ?? platform.crypto.randomUUID();
  if (ifVersion !== undefined)
    headers["If-Match"] = [ifVersion]
      .flat()
      .map((version) => `"${version}"`)
      .join(", ");
  if (today !== undefined) headers["Farthing-Today"] = today;
  if (sends === "json") headers["Content-Type"] = "application/json";
  const body = sends === "json" ? JSON.stringify(rest) : sends === "file" ? formOf(rest) : undefined;
  return { method, path: `/v1${filled}${sends === "query" ? queryOf(rest) : ""}`, headers, body };
}
