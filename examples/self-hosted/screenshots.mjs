import { fileURLToPath } from "node:url";
import { load } from "./build.mjs";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

const { takeScreenshots } = await load("src/testing/take-screenshots.ts");
await takeScreenshots(path("screenshots"), path("../samples/everyday-year.csv"));
