import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Locator, type Page } from "playwright-core";
import { findBrowser } from "./find-browser.ts";
import { launchFlags } from "./launch-flags.ts";
import { runServer } from "./run-server.ts";

const sizes = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
};

/** Takes pictures of the page with the sample year in it, in every size and in light and dark. */
export async function takeScreenshots(folder: string, sample: string): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return;
  const data = await mkdtemp(join(tmpdir(), "farthing-screenshots-"));
  const server = await runServer({ FARTHING_DATA_DIR: data });
  const browser = await chromium.launch({ executablePath, args: launchFlags });
  await mkdir(folder, { recursive: true });

  async function takeAll(page: Page, name: string, at?: Locator) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await at?.scrollIntoViewIfNeeded();
        await page.screenshot({ path: join(folder, `${name}${size}-${colorScheme}.png`) });
      }
    }
    await page.setViewportSize(sizes.desktop);
  }

  try {
    const page = await browser.newPage({ locale: "en-US", viewport: sizes.desktop });
    await page.goto(server.url);
    await page.getByRole("button", { name: "Create an account" }).click();
    await page.getByLabel("Name").fill("Maya Rowe");
    await page.getByLabel("Email").fill("maya@rowe.example");
    await page.getByRole("textbox", { name: "Password" }).fill("lamplight");
    await takeAll(page, "sign-up-");
    await page.getByRole("textbox", { name: "Password" }).fill("lamplight otters");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByText("There are no transactions in this ledger yet.").waitFor();
    await takeAll(page, "first-run-");

    await page.getByLabel(/Choose a CSV file/).setInputFiles(sample);
    const importButton = page.getByRole("button", { name: /^Import [\d,]+ transactions$/ });
    await importButton.waitFor();
    await takeAll(page, "import-", importButton);
    await importButton.click();
    await page.getByRole("button", { name: "Undo import" }).waitFor();
    await page.reload();
    await page.getByRole("slider").waitFor();
    await page.getByRole("listitem").first().waitFor();
    await takeAll(page, "");

    await page.getByRole("button", { name: "Add transaction" }).click();
    await page.getByLabel("Amount in USD").fill("12,50");
    await takeAll(page, "add-");
    await page.keyboard.press("Escape");
    const first = page.getByRole("button", { name: /^Edit / }).first();
    await first.click();
    await takeAll(page, "edit-", page.getByRole("button", { name: "Save", exact: true }));
  } finally {
    await browser.close();
    await server.stop();
    await rm(data, { recursive: true });
  }
}
