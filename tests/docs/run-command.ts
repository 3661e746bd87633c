import { execFile } from "node:child_process";
import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where a command is run, and what the shell knows there. */
export interface Place {
  folder: string;
  variables: Readonly<Record<string, string>>;
}

export interface Answer {
  status: number;
  type: string;
  text: string;
}

/** Runs a `curl` command, and tells what was answered. */
export type Runner = (command: string, place: Place) => Promise<Answer>;

const shell = async (script: string, { folder, variables }: Place) => {
  const env = { PATH: process.env.PATH, ...variables };
  const running = run("sh", ["-euc", script], { cwd: folder, env, encoding: "utf8" });
  running.child.stdin?.end();
  return (await running).stdout;
};

/** Has the real curl make the request. */
export const runCurl: Runner = async (command, place) => {
  const told = await shell(
    `curl() { command curl --silent --show-error --output answer --write-out '%{http_code} %{content_type}' "$@"; }\n${command}`,
    place,
  );
  const [status, ...type] = told.split(" ");
  return { status: Number(status), type: type.join(" "), text: await readFile(join(place.folder, "answer"), "utf8") };
};

/** What curl would be told: each of its arguments, then what comes by its standard input. */
const readArguments = async (command: string, place: Place) => {
  const told = await shell(`curl() { printf '%s\\0' "$@" ''; cat; }\n${command}`, place);
  const end = told.indexOf("\0\0");
  return { given: told.slice(0, end).split("\0"), input: told.slice(end + 2) };
};

/** Has the shell read the command, and makes the request itself. */
export const readCommand: Runner = async (command, place) => {
  const { given, input } = await readArguments(command, place);
  const headers = new Headers();
  let url = "";
  let method = "GET";
  let body: string | Blob | undefined;
  for (const words = given.values(), next = () => words.next().value ?? ""; ; ) {
    const word = next();
    if (word === "") break;
    if (word === "-X") method = next();
    else if (word === "-H") headers.append(...(next().split(/: (.*)/s, 2) as [string, string]));
    else if (word === "--data-binary") {
      const [, file = ""] = /^@(.+)$/.exec(next()) ?? [];
      body = file === "-" ? input : await openAsBlob(join(place.folder, file));
    } else if (url === "" && !word.startsWith("-")) url = word;
    else throw new Error(`There is no reading of ${word} in: ${command}`);
  }
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
};

/** Whether this machine has curl. */
export const hasCurl = (): Promise<boolean> =>
  run("curl", ["--version"]).then(
    () => true,
    () => false,
  );
