import type { Place, ServedOperation } from "./list-places.ts";

/** What one request says, apart from who sends it. */
export interface Call {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** A bank file, and the JSON beside it. */
  file?: string;
  form?: unknown;
}

function put(into: unknown, path: readonly (string | 0)[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (name === 0) {
    if (!Array.isArray(into) || (rest.length > 0 && into.length === 0)) throw new Error("there is no entry");
    return [put(into[0], rest, value), ...into.slice(1)];
  }
  if (typeof into !== "object" || into === null) throw new Error(`there is nothing to put ${name} into`);
  return { ...into, [name]: put((into as Record<string, unknown>)[name], rest, value) };
}

/** The same call with a value at a place. */
export function withValue(call: Call, { operation, part, path }: Place, value: unknown): Call {
  try {
    return { ...call, [part]: put(call[part] ?? {}, path, value) };
  } catch (error) {
    throw new Error(`The call of ${operation} has to be made larger: ${(error as Error).message}.`);
  }
}

/** A call as it is sent. */
export function toRequest({ method, path }: Pick<ServedOperation, "method" | "path">, call: Call) {
  const { path: inPath = {}, query = {}, headers = {}, body, file, form } = call;
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(inPath[name] ?? ""));
  const search = new URLSearchParams(query).toString();
  const parts = new FormData();
  if (form !== undefined) parts.append("options", JSON.stringify(form));
  if (file !== undefined) parts.append("file", new Blob([file]), "");
  return {
    method,
    target: search === "" ? filled : `${filled}?${search}`,
    headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    body: file !== undefined ? parts : body === undefined ? undefined : JSON.stringify(body),
  };
}
