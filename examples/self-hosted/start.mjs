import { buildPage, load } from "./build.mjs";

const [{ main }, page] = await Promise.all([load("src/main.ts"), buildPage()]);
await main(page);
