import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ledger } from "@farthing/contract";
import { createClient } from "@farthing/sdk";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBrowser } from "./find-browser.ts";
import { launchFlags } from "./launch-flags.ts";
import { type RunningProcess, runServer } from "./run-server.ts";

const browserPath = findBrowser();
const maya = { name: "Maya Rowe", password: "lamplight otters" };
const sample = fileURLToPath(new URL("../../../samples/everyday-year.csv", import.meta.url));
const axeSource = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
/** What the page writes beside the plain figure. */
const plain = (text: string) => text.replace("−", "-").replace(/[^\d.-]/g, "");

describe.skipIf(browserPath === undefined)("the page", () => {
  let browser: Browser;
  let folder: string;
  let server: RunningProcess;
  let context: BrowserContext;
  let page: Page;
  let email: string;
  let complaints: string[];
  let elsewhere: string[];

  let people = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "farthing-page-"));
    server = await runServer({ FARTHING_DATA_DIR: join(folder, "data"), FARTHING_TRUST_PROXY: "on" });
    browser = await chromium.launch({ executablePath: browserPath as string, args: launchFlags });
  });
  afterAll(async () => {
    await browser.close();
    expect(await server.stop()).toBe(0);
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    people += 1;
    email = `maya${people}@rowe.example`;
    context = await browser.newContext({
      locale: "en-GB",
      extraHTTPHeaders: { "x-forwarded-for": `203.0.113.${people}` },
      viewport: { width: 1280, height: 900 },
    });
    page = await context.newPage();
    complaints = [];
    elsewhere = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "blob:" && protocol !== "data:" && origin !== server.url) elsewhere.push(request.url());
    });
  });

  afterEach(async () => {
    await context.close();
    expect(elsewhere).toEqual([]);
  });

  async function signUp() {
    await page.goto(server.url);
    await page.getByRole("button", { name: "Create an account" }).click();
    await page.getByLabel("Name").fill(maya.name);
    await page.getByLabel("Email").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(maya.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("heading", { name: "Hello Maya" }).waitFor();
  }

  async function signIn() {
    await page.getByLabel("Email").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(maya.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  /** The same ledger, asked without the page. */
  async function ledger(): Promise<Ledger> {
    const answer = await context.request.get(`${server.url}/auth/token`);
    const { token } = (await answer.json()) as { token: string };
    return createClient({ baseUrl: server.url, token });
  }

  async function importSample() {
    await page.getByLabel(/Choose a CSV file/).setInputFiles(sample);
    await page.getByRole("button", { name: /^Import [\d,]+ transactions?$/ }).click();
    await page
      .getByText(/^Imported [\d,]+ transactions?\.$/)
      .first()
      .waitFor();
  }

  async function findViolations() {
    await page.evaluate(await readFile(axeSource, "utf8"));
    return page.evaluate(
      `axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))`,
    );
  }

  async function expectAccessible(where: string) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await findViolations(), `${where}, ${colorScheme}`).toEqual([]);
    }
  }

  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  const addButton = () => page.getByRole("button", { name: "Add transaction" }).first();

  it("takes a person from signing up to taking everything out again", async () => {
    await signUp();
    await page.getByLabel("Currency").selectOption("GBP");
    await page.getByText("Saved", { exact: true }).waitFor();

    await addButton().click();
    await page.getByLabel("Amount in GBP").fill("12,50");
    await page.getByLabel("Description").fill("Market Hall");
    await page.getByLabel("Category").selectOption({ label: "Groceries" });
    await page.getByLabel("Date").fill("2026-10-05");
    await page.getByRole("button", { name: "Save and add another" }).click();
    await row("Market Hall").waitFor();
    await page.getByLabel("Amount in GBP").fill("1,200.05");
    await page.getByLabel("Date").fill("2026-10-06");
    await page.getByText("Income", { exact: true }).last().click();
    await page.getByLabel("Description").fill("Larkspur Studio");
    await page.getByRole("dialog").getByRole("button", { name: "Add transaction", exact: true }).click();
    await row("Larkspur Studio").waitFor();

    const api = await ledger();
    expect((await api.transactions.list({ order: "asc" })).items).toMatchObject([
      { type: "expense", amount: 1250, description: "Market Hall", date: "2026-10-05", categoryId: "groc" },
      { type: "income", amount: 120_005, description: "Larkspur Studio", date: "2026-10-06" },
    ]);

    await page.getByRole("button", { name: /^Edit Market Hall/ }).click();
    await page.getByLabel("Amount in GBP").fill("13.05");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await row("Market Hall").getByText("−£13.05").waitFor();

    await page.getByRole("button", { name: /^Delete Market Hall/ }).click();
    await page.getByText("Deleted Market Hall").waitFor();
    expect((await api.transactions.list()).items).toHaveLength(1);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await row("Market Hall").waitFor();
    expect((await api.transactions.list()).items).toHaveLength(2);

    await importSample();
    const { items: imports } = await api.imports.list();
    const { created } = imports[0] ?? { created: 0 };
    expect(created).toBeGreaterThan(100);

    const { items: newest } = await api.transactions.list({ limit: 1 });
    const shown = await page
      .locator("table.months tbody tr")
      .evaluateAll((rows) =>
        rows.map((each) => [...each.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
      );
    const to = (newest[0]?.date ?? "").slice(0, 7);
    const from = `${Number(to.slice(0, 4)) - 1}-${to.slice(5)}`;
    const { items: months } = await api.reports.months({ from, to });
    const cents = (sum: number) => (sum / 100).toFixed(2);
    const expected = months.map(({ income, expense, net }) => [income, expense, net].map(cents));
    const figures = shown.map((cells) => cells.map(plain));
    for (const cells of expected.filter(([income, expense]) => income !== "0.00" || expense !== "0.00")) {
      expect(figures).toContainEqual(cells);
    }
    const total = await page.locator("table.months tfoot td").allTextContents();
    const sumOf = (column: number) => figures.reduce((sum, cells) => sum + Math.round(Number(cells[column]) * 100), 0);
    expect(total.map(plain)).toEqual([0, 1, 2].map((column) => cents(sumOf(column))));

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download CSV" }).click();
    const saved = await readFile(await (await download).path(), "utf8");
    const pieces: Uint8Array[] = [];
    for await (const piece of api.transactions.export()) pieces.push(piece);
    expect(saved).toBe(Buffer.concat(pieces).toString("utf8"));
    expect(saved.trimEnd().split("\r\n")).toHaveLength(created + 3);

    await page.getByRole("button", { name: "Undo import" }).click();
    await page.getByText("Import taken back.").first().waitFor();
    expect((await api.transactions.list()).items).toHaveLength(2);

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await signIn();
    await row("Larkspur Studio").waitFor();
    expect(complaints).toEqual([]);
  });

  it("is worked by the keyboard alone", async () => {
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate<string>(
        `(({ activeElement: it }) => it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent)(document)`,
      );
    const tabTo = async (name: RegExp) => {
      for (let tries = 0; tries < 60; tries += 1) {
        if (name.test(await focused())) return;
        await press("Tab");
      }
      throw new Error(`Tab never came to ${name}`);
    };

    await page.goto(server.url);
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await tabTo(/^Create an account$/);
    await press("Enter");
    expect(await focused()).toBe("Name");
    await page.keyboard.type(maya.name);
    await press("Tab");
    await page.keyboard.type(email);
    await press("Tab");
    await page.keyboard.type(maya.password);
    await press("Enter");
    await page.getByRole("heading", { name: "Hello Maya" }).waitFor();

    await tabTo(/^Add transaction$/);
    await press("Enter");
    expect(await focused()).toBe("Amount in USD");
    await page.keyboard.type("4.10");
    await press("Tab");
    await page.keyboard.type("The Copper Kettle");
    await press("Enter");
    await row("The Copper Kettle").waitFor();
    expect(await focused()).toBe("Add transaction");

    const slider = page.getByRole("slider", { name: "Month" });
    await slider.waitFor();
    await tabTo(/^Month$/);
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/: income \$0\.00, spending \$4\.10, net −\$4\.10$/);
    await press("ArrowLeft");
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/spending \$0\.00/);
    await press("Home");
    expect(await slider.getAttribute("aria-valuenow")).toBe("1");
    await press("End", "Enter");
    await row("The Copper Kettle").waitFor();

    await tabTo(/^Edit The Copper Kettle/);
    await press("Enter");
    expect(await focused()).toBe("Amount in USD");
    await press("ControlOrMeta+a");
    await page.keyboard.type("5");
    await press("Enter");
    await row("The Copper Kettle").getByText("−$5.00").waitFor();
    expect(await focused()).toMatch(/^Edit The Copper Kettle/);

    await tabTo(/^Delete The Copper Kettle/);
    await press("Enter");
    await page.getByText("Deleted The Copper Kettle").waitFor();
    expect(await focused()).toBe("Transactions");
    await press("Control+z");
    await row("The Copper Kettle").waitFor();

    await tabTo(/Choose a CSV file/);
    await tabTo(/^Download CSV$/);
    expect(complaints).toEqual([]);
  });

  it("has nothing an accessibility checker objects to, in light and in dark", async () => {
    await page.goto(server.url);
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await expectAccessible("signing in");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectAccessible("signing in with nothing typed");
    await page.getByRole("button", { name: "Create an account" }).click();
    await page.getByLabel("Name").fill("Maya");
    await page.getByRole("textbox", { name: "Password" }).fill("maya1234");
    await page.getByRole("button", { name: "Create account" }).click();
    await expectAccessible("signing up with faults");
    await signUp();
    await expectAccessible("the first visit");
    await addButton().click();
    await page.getByRole("dialog").getByRole("button", { name: "Add transaction", exact: true }).click();
    await expectAccessible("a new transaction with faults");
    await page.keyboard.press("Escape");
    await page.getByLabel(/Choose a CSV file/).setInputFiles(sample);
    await page.getByRole("button", { name: /^Import [\d,]+ transactions?$/ }).waitFor();
    for (const summary of await page.locator("summary").all()) await summary.click();
    await expectAccessible("an import looked at");
    await page.getByRole("button", { name: /^Import [\d,]+ transactions?$/ }).click();
    await page
      .getByText(/^Imported [\d,]+ transactions?\.$/)
      .first()
      .waitFor();
    await page
      .getByRole("button", { name: /^Edit / })
      .first()
      .click();
    await expectAccessible("twelve months and a transaction being changed");
  });

  it("fits a small phone and large type without scrolling sideways", async () => {
    await signUp();
    await importSample();
    await page
      .getByRole("button", { name: /^Edit / })
      .first()
      .click();
    const sizes = [
      { width: 320, height: 640 },
      { width: 390, height: 844 },
      { width: 640, height: 450 },
      { width: 768, height: 1024 },
    ];
    for (const size of sizes) {
      await page.setViewportSize(size);
      // The chart is drawn anew in the frame after the one that has the new size.
      const [wide, shown] = await page.evaluate<[number, number]>(
        `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
          [document.documentElement.scrollWidth, document.documentElement.clientWidth])`,
      );
      expect(wide, `${size.width} wide`).toBe(shown);
    }
  });

  it("ticks the rules of a password while it is typed, and blames only once the field is left", async () => {
    await page.goto(server.url);
    await page.getByRole("button", { name: "Create an account" }).click();
    const password = page.getByRole("textbox", { name: "Password" });
    const rules = () =>
      page
        .getByRole("list", { name: "Rules for the password" })
        .getByRole("listitem")
        .evaluateAll((items) => items.map(({ className }) => className.replace("rule ", "")));
    await page.getByLabel("Name").fill("Maya Rowe");
    expect(await rules()).toEqual(["open", "open", "open"]);
    await password.pressSequentially("lamplight");
    expect(await rules()).toEqual(["open", "met", "met"]);
    await page.getByText("9 so far").waitFor();
    await password.fill("password1234");
    expect(await rules()).toEqual(["met", "met", "open"]);
    await password.blur();
    expect(await rules()).toEqual(["met", "met", "broken"]);
    await password.fill("maya rowe 12");
    expect(await rules()).toEqual(["met", "open", "met"]);
    await password.fill(maya.password);
    expect(await rules()).toEqual(["met", "met", "met"]);
    await page.getByRole("button", { name: "Show password" }).click();
    expect(await password.getAttribute("type")).toBe("text");
  });

  it("says in words what was wrong with what was typed, at its field", async () => {
    await signUp();
    await addButton().click();
    const save = page.getByRole("dialog").getByRole("button", { name: "Add transaction", exact: true });
    const amount = page.getByLabel("Amount in USD");
    await amount.fill("12.345");
    await save.click();
    await page.getByText("This currency has 2 decimals.").waitFor();
    expect(await amount.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator(":focus").getAttribute("id")).toBe(await amount.getAttribute("id"));
    await amount.fill("12.34");
    await save.click();
    await page.getByText("Say what it was.").waitFor();
  });

  it("says what stopped, keeps the rest, and goes on when asked again", async () => {
    await signUp();
    await page.route("**/v1/reports/months*", (route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "internal", detail: "It broke.", requestId: "0123456789abcdef" }),
      }),
    );
    await page.reload();
    const notice = page.getByRole("alert").filter({ hasText: "The months couldn't be read." });
    await notice.getByText("Reference 01234567").waitFor();
    await page.getByText("There are no transactions in this ledger yet.").waitFor();
    await page.unroute("**/v1/reports/months*");
    await notice.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Twelve months of income and spending will show here").waitFor();
  });

  it("asks who lost their session to sign in again, and keeps what they typed", async () => {
    await signUp();
    await addButton().click();
    await page.getByLabel("Amount in USD").fill("7");
    await page.getByLabel("Description").fill("Lantern Energy");
    await context.clearCookies();
    await page.route(
      "**/v1/transactions",
      (route) =>
        route.fulfill({
          status: 401,
          contentType: "application/problem+json",
          body: JSON.stringify({ code: "unauthenticated", detail: "Sign in first.", requestId: "r" }),
        }),
      { times: 1 },
    );
    await page.getByRole("dialog").getByRole("button", { name: "Add transaction", exact: true }).click();
    await page.getByRole("heading", { name: "Your sign-in has ended" }).waitFor();
    await page.getByRole("textbox", { name: "Password" }).fill(maya.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await row("Lantern Energy").waitFor();
  });

  it("says so when a transaction was changed somewhere else meanwhile, and keeps what was typed", async () => {
    await signUp();
    const api = await ledger();
    const made = await api.transactions.create({
      date: "2026-11-20",
      type: "expense",
      amount: 410,
      description: "The Copper Kettle",
    });
    await page.reload();
    await page.getByRole("button", { name: /^Edit The Copper Kettle/ }).click();
    await page.getByLabel("Description").fill("Copper Kettle");
    await api.transactions.update({ id: made.id, amount: 500 });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/changed somewhere else meanwhile: The Copper Kettle, \$5\.00/).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await row("Copper Kettle").getByText("−$5.00").waitFor();
    expect(await api.transactions.get({ id: made.id })).toMatchObject({ amount: 500, description: "Copper Kettle" });
  });

  it("shows what a person typed as text, whatever it looks like", async () => {
    await signUp();
    const api = await ledger();
    const description = '<img src=x onerror="alert(1)"> & <b>bold</b>';
    await api.transactions.create({ date: "2026-11-20", type: "expense", amount: 410, description });
    await page.reload();
    await page.getByText(description, { exact: true }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
