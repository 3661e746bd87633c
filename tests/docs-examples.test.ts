import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMemoryStore } from "@farthing/adapter-memory";
import { clientErrorCodes, errorCodes, type OperationName, operationNames, routes } from "@farthing/contract";
import { createFarthing, type OperationSchema, operations } from "@farthing/core";
import { createApp } from "@farthing/http";
import { type RunningServer, serve } from "@farthing/http/node";
import { createClient } from "@farthing/sdk";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Element, findAll, readHtml, textOf } from "./docs/read-html.ts";
import { type Answer, hasCurl, type Runner, readCommand, runCurl } from "./docs/run-command.ts";
import { findBrowser } from "./find-browser.ts";

const app = createApp({
  farthing: createFarthing({ store: createMemoryStore() }),
  verifyToken: async (token) => ({ userId: token }),
  secret: "a secret of this test alone, and long enough",
});

const response = await app.request("/docs");
const text = await response.text();
const page = readHtml(text);

const all = (test: (element: Element) => boolean) => findAll(page, test);
const byId = (id: string) => all(({ attributes }) => attributes.id === id)[0] as Element;
const isOf = (name: string) => (element: Element) => element.attributes.class?.split(" ").includes(name) ?? false;
const linksIn = (element: Element) =>
  findAll(element, ({ tag }) => tag === "a").map(({ attributes }) => attributes.href);

/** The code under each title, in an element. */
const codeIn = (element: Element): Readonly<Record<string, string>> =>
  Object.fromEntries(
    findAll(element, isOf("code")).map((figure) => {
      const [title, code] = figure.children.filter((child) => typeof child !== "string").map(textOf);
      return [title, code];
    }),
  );

const serverCodes = Object.keys(errorCodes);
const bankFile = "november.csv";

describe("the page of documentation", () => {
  it("may load nothing and run nothing, and its one style is the one that its policy names", () => {
    const [style] = all(({ tag }) => tag === "style");
    const hash = createHash("sha256")
      .update(textOf(style as Element))
      .digest("base64");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")?.split("; ")).toStrictEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it("has no script, no style beside its own, and no address but those of its server", () => {
    const tags = new Set(all(() => true).map(({ tag }) => tag));
    for (const tag of ["script", "iframe", "object", "embed", "img", "form", "base"]) expect(tags).not.toContain(tag);
    const attributes = all(() => true).flatMap((element) => Object.entries(element.attributes));
    expect(attributes.filter(([name]) => name === "style" || name === "src" || name.startsWith("on"))).toStrictEqual(
      [],
    );
    expect(
      attributes.filter(([name, value]) => name === "href" && !/^(?:#|\/[a-z]|data:image)/.test(value)),
    ).toStrictEqual([]);
    expect(textOf(all(({ tag }) => tag === "style")[0] as Element)).not.toMatch(/url\(|@import/);
  });

  it("has no anchor twice, and no link that leads nowhere", async () => {
    const ids = all(({ attributes }) => attributes.id !== undefined).map(({ attributes }) => attributes.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toStrictEqual([]);
    const links = new Set(linksIn(page));
    const inside = [...links].filter((link) => link?.startsWith("#")).map((link) => link?.slice(1));
    expect(inside.filter((id) => !ids.includes(id))).toStrictEqual([]);
    for (const link of [...links].filter((each) => each?.startsWith("/"))) {
      expect([link, (await app.request(link as string)).status]).toStrictEqual([link, 200]);
    }
    const labels = all(({ attributes }) => attributes["aria-labelledby"] !== undefined);
    expect(labels.filter(({ attributes }) => !ids.includes(attributes["aria-labelledby"]))).toStrictEqual([]);
  });

  it("is the same however often it is asked for, and isn't given to other methods", async () => {
    expect(await (await app.request("/docs")).text()).toBe(text);
    const posted = await app.request("/docs", { method: "POST" });
    expect([posted.status, posted.headers.get("allow")]).toStrictEqual([405, "GET, HEAD, OPTIONS"]);
  });
});

describe("its index", () => {
  it("leads to every word and every operation, in the order of the routes", () => {
    const [nav] = all(({ tag }) => tag === "nav");
    const links = linksIn(nav as Element);
    expect(links.filter((link) => operationNames.includes(link?.slice(1) as OperationName))).toStrictEqual(
      operationNames.map((name) => `#${name}`),
    );
    const words = new Set(operationNames.map((name) => name.split(".")[0]));
    for (const word of words) expect(links).toContain(`#group-${word}`);
  });
});

describe.each(operationNames)("the entry of %s", (name) => {
  const { method, path, gives } = routes[name];
  const entry = byId(name);
  const schema: OperationSchema = operations[name];

  it("says what it does, and where", () => {
    const said = textOf(entry);
    expect(said).toContain(schema.summary.replaceAll("`", ""));
    expect(said).toContain(`${method} /v1${path}`);
    expect(said).toContain(String(routes[name].status));
  });

  it("has every member that it takes", () => {
    const terms = findAll(entry, ({ tag }) => tag === "dt").map((term) => textOf(term).split(" ")[0]);
    for (const member of Object.keys(schema.input.shape)) if (member !== "file") expect(terms).toContain(member);
  });

  it("names the headers that matter to it", () => {
    const links = linksIn(entry);
    expect(links).toContain("#farthing-today");
    expect(links.includes("#idempotency-key")).toBe(method !== "GET");
    expect(links.includes("#if-match")).toBe(["PUT", "PATCH", "DELETE"].includes(method) && gives !== "job");
    expect(links.includes("#if-none-match")).toBe(method === "GET" && gives !== "csv");
    expect(links.includes("#accept")).toBe(gives === "job");
  });
});

it("every error that the interface promises is in the entry of its operation", async () => {
  const source = await readFile(new URL("../packages/contract/src/ledger.ts", import.meta.url), "utf8");
  const [, body = ""] = source.split("export interface Ledger {");
  let group = "";
  let comment = "";
  const found: string[] = [];
  for (const line of body.split("\n")) {
    if (/^ {2}\w+: \{$/.test(line)) group = `${line.trim().split(":")[0]}.`;
    else if (/^ {2}\};$/.test(line)) group = "";
    else if (/^ *(?:\/\*\*|\*)/.test(line)) comment += line;
    else {
      const called = /^ {2,4}(\w+)\(/.exec(line)?.[1];
      if (called === undefined) continue;
      const links = linksIn(byId(group + called));
      const promised = [...(comment.split("@throws")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, code]) => code as string);
      for (const code of promised.filter((each) => serverCodes.includes(each))) {
        expect(links, `${group}${called} may throw ${code}`).toContain(`#${code}`);
      }
      found.push(group + called);
      comment = "";
    }
  }
  expect(found.sort()).toStrictEqual([...operationNames].sort());
});

describe("the catalogue of errors", () => {
  it.each(serverCodes)("has %s with its status, its title, whether to send again, and what to do", (code) => {
    const { status, title, retry } = errorCodes[code as keyof typeof errorCodes];
    const said = textOf(byId(code));
    expect(said).toContain(`${status} ${title}`);
    expect(said.includes("Safe to send again")).toBe(retry);
    const [advice] = findAll(byId(code), ({ tag, attributes }) => tag === "p" && attributes.class === undefined);
    expect(textOf(advice as Element)).toMatch(/^[A-Z].{20,}\.$/);
  });

  it("has the codes that only a client raises", () => {
    for (const code of clientErrorCodes) expect(textOf(byId(code))).toMatch(/\.\s*$/);
  });

  it("is where the type of a problem leads", async () => {
    const { type, code } = (await (await app.request("/v1/settings")).json()) as { type: string; code: string };
    expect(code).toBe("unauthenticated");
    expect(type).toBe(`/docs#${code}`);
    expect(textOf(byId(code))).toContain(code);
  });
});

/** What the page calls the answer of an operation's example. */
const answerName = (name: OperationName) =>
  /^(?:for await \()?const (\w+) (?:=|of) /m.exec(
    codeIn(byId(name)).TypeScript?.replace(/^const bankFile.*\n/, "") ?? "",
  )?.[1] as string;

/** An operation's output holds it whole, without a member that the schema doesn't know. */
function expectShape(name: OperationName, value: unknown): void {
  const schema: OperationSchema = operations[name];
  expect(schema.output.parse(value)).toStrictEqual(value);
}

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  server = await serve(app);
  folder = await mkdtemp(join(tmpdir(), "farthing-docs-"));
  await writeFile(join(folder, bankFile), codeIn(byId("calling"))[bankFile] as string);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const runners: [string, Runner][] = [
  ["read by a shell", readCommand],
  ...((await hasCurl()) ? ([["run by curl", runCurl]] as [string, Runner][]) : []),
];

describe.each(runners)("the commands of the page, %s", (how, runCommand) => {
  it("work from an empty ledger on, one after the other, each as it is documented", async () => {
    const variables: Record<string, string> = { FARTHING_URL: server.url, FARTHING_TOKEN: how.replaceAll(" ", "-") };
    for (const name of operationNames) {
      const { curl = "" } = codeIn(byId(name));
      const answer: Answer = await runCommand(curl, { folder, variables });
      expect({ name, ...answer }).toMatchObject({ status: routes[name].status });
      if (routes[name].gives === "csv") {
        expect(answer.type).toBe("text/csv; charset=utf-8");
        expectShape(name, answer.text);
        continue;
      }
      expect(answer.type).toBe("application/json");
      const value = JSON.parse(answer.text) as object;
      expectShape(name, value);
      for (const [member, given] of Object.entries(value)) {
        if (typeof given === "string") variables[`${answerName(name)}_${member}`.toUpperCase()] = given;
      }
    }
  });
});

it("the calls of the page in TypeScript work from an empty ledger on, each as it is documented", async () => {
  const ledger = createClient({ baseUrl: server.url, token: "typescript" });
  const answers: Record<string, unknown> = {};
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  for (const name of operationNames) {
    const isStream = routes[name].gives === "csv";
    const pieces: Uint8Array[] = [];
    const scope = {
      ...answers,
      ledger,
      openAsBlob: (path: string) => openAsBlob(join(folder, path)),
      process: { stdout: { write: (piece: Uint8Array) => pieces.push(piece) } },
    };
    const code = `${codeIn(byId(name)).TypeScript}\n${isStream ? "" : `return ${answerName(name)};`}`;
    const value = await new AsyncFunction(...Object.keys(scope), code)(...Object.values(scope));
    expectShape(name, isStream ? Buffer.concat(pieces).toString() : value);
    answers[answerName(name)] = value;
  }
});

const browserPath = findBrowser();

/** What a browser made of the page; said in its own words, as it is run there. */
const looks = `({
  elements: [...document.querySelectorAll("*")].map((element) => (element.parentElement?.localName ?? "") + ">" + element.localName),
  overflow: document.documentElement.scrollWidth - innerWidth,
  ground: getComputedStyle(document.body).backgroundColor,
})`;
interface Looks {
  elements: readonly string[];
  overflow: number;
  ground: string;
}
interface Violation {
  id: string;
  nodes: readonly { target: unknown }[];
}

const nested = (within: Element): string[] =>
  within.children.flatMap((child) =>
    typeof child === "string" ? [] : [`${within.tag}>${child.tag}`, ...nested(child)],
  );

describe.skipIf(browserPath === undefined)("the page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath as string, args: ["--no-sandbox", "--headless"] });
  });
  afterAll(() => browser.close());

  async function open(width: number, colorScheme: "light" | "dark") {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const view = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    view.on("console", (message) => complaints.push(message.text()));
    view.on("pageerror", (error) => complaints.push(String(error)));
    view.on("request", (request) => requests.push(request.url()));
    await view.goto(`${server.url}/docs`);
    return { view, complaints, requests };
  }

  it.each([
    [1280, "light", "rgb(247, 246, 243)"],
    [390, "dark", "rgb(17, 20, 24)"],
    [320, "light", "rgb(247, 246, 243)"],
  ] as const)("fits into %i px, %s, in one request and without a complaint", async (width, colorScheme, ground) => {
    const { view, complaints, requests } = await open(width, colorScheme);
    const seen = await view.evaluate<Looks>(looks);
    expect(seen.elements).toStrictEqual(nested(page));
    expect(seen.overflow).toBeLessThanOrEqual(0);
    expect(seen.ground).toBe(ground);
    expect(complaints).toStrictEqual([]);
    expect(requests.filter((url) => !url.startsWith("data:"))).toStrictEqual([`${server.url}/docs`]);
    await view.context().close();
  });

  it.each([
    [1280, "light"],
    [390, "dark"],
  ] as const)(
    "is accessible at %i px, %s",
    async (width, colorScheme) => {
      const { view } = await open(width, colorScheme);
      await view.evaluate(await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8"));
      const violations = await view.evaluate<Violation[]>(
        'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
      );
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toStrictEqual([]);
      await view.context().close();
    },
    180_000,
  );
});
