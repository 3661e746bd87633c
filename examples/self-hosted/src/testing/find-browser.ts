import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const usualPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chromium to test with: `CHROME_PATH`, else one on the path or in its usual place.
 * @throws when there is none though `REQUIRE_BROWSER=1` says there has to be.
 */
export function findBrowser({ CHROME_PATH, REQUIRE_BROWSER, PATH = "" } = process.env): string | undefined {
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = CHROME_PATH || [...onPath, ...usualPlaces].find(isThere);
  if (found) return found;
  if (REQUIRE_BROWSER === "1") throw new Error("REQUIRE_BROWSER=1, but there is no Chromium; set CHROME_PATH.");
  console.log("browser tests skipped: no Chromium; set CHROME_PATH or apt-get install chromium");
  return undefined;
}
