/** How Chromium is started for tests and pictures: without a window, and without anything it would fetch by itself. */
export const launchFlags = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"];
