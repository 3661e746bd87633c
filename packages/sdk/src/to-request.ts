import { FarthingError, type OperationName, routes } from "@farthing/contract";

/** What every call takes beside its input, whatever the operation. */
export interface Options {
  signal?: AbortSignal | undefined;
  today?: string | undefined;
  idempotencyKey?: string | undefined;
  ifVersion?: number | readonly number[] | undefined;
}

/** A request that can be sent again and again. */
export interface ClientRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | FormData | undefined;
}

type Input = Readonly<Record<string, unknown>>;

const accepted = { json: "application/json", record: "application/json", job: "application/x-ndjson", csv: "text/csv" };

/** So many of `[0-9a-z]`, never the same again. */
function random(length: number): string {
  let text = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(length))) text += (byte % 36).toString(36);
  return text;
}

function invalid(pointer: string, code: string, detail: string): FarthingError {
  return new FarthingError("invalid_request", `${pointer}: ${detail}`, { errors: [{ pointer, code, detail }] });
}

/** The path with the input's members in it, and the members that are left. */
function place(path: string, input: Input): { path: string; rest: Input } {
  const rest: Record<string, unknown> = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_whole, member: string) => {
    const value = rest[member];
    delete rest[member];
    if (value === undefined) throw invalid(`/${member}`, "required", "It is required.");
    // What couldn't stand in an address as it is would lead to another one.
    if (!/^(?!\.\.?$)[^/\p{Surrogate}]+$/u.test(String(value)))
      throw invalid(`/${member}`, "invalid", "It isn't an id.");
    return encodeURIComponent(String(value));
  });
  return { path: filled, rest };
}

function query(members: Input): string {
  const pairs = Object.entries(members).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (/\p{Surrogate}/u.test(String(value))) throw invalid(`/${name}`, "not_unicode", "It has half a surrogate pair.");
    return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
  });
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function form({ file, ...options }: Input): FormData {
  if (typeof (file as Blob | undefined)?.stream !== "function")
    throw invalid("/file", "wrong_type", "Give the file as a Blob or File.");
  const data = new FormData();
  data.append("options", JSON.stringify(options));
  data.append("file", file as Blob, (file as { name?: string }).name ?? "");
  return data;
}

/** An id that makes a create its own idempotency key; `undefined` where the date can't be part of one. */
function transactionId({ id, date }: Input): unknown {
  if (id !== undefined || typeof date !== "string" || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(date)) return id;
  const time = Date.parse(date);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  return exists ? `${date.replaceAll("-", "")}-${random(20)}` : undefined;
}

function keyHeader(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return `"${key.replace(/["\\]/g, "\\$&")}"`;
  throw new FarthingError("invalid_idempotency_key", "An idempotency key is 1 to 255 visible ASCII characters.");
}

/** Makes the request of a call. Whatever changes something has a key or an id in it, so that sending it again does no harm. */
export function toRequest(operation: OperationName, input: Input, options: Options): ClientRequest {
  const { method, path: pattern, sends, gives } = routes[operation];
  const { today, ifVersion, idempotencyKey } = options;
  const { path, rest } = place(pattern, input);
  const headers: Record<string, string> = { Accept: accepted[gives] };
  if (today !== undefined) headers["Farthing-Today"] = today;
  if (ifVersion !== undefined)
    headers["If-Match"] = [ifVersion]
      .flat()
      .map((version) => `"${version}"`)
      .join(", ");

  const id = operation === "transactions.create" && idempotencyKey === undefined ? transactionId(rest) : undefined;
  if (method !== "GET" && id === undefined) headers["Idempotency-Key"] = keyHeader(idempotencyKey ?? random(24));

  if (sends === "query") return { method, path: path + query(rest), headers, body: undefined };
  if (sends === "file") return { method, path, headers, body: form(rest) };
  headers["Content-Type"] = "application/json";
  return { method, path, headers, body: JSON.stringify(id === undefined ? rest : { ...rest, id }) };
}
