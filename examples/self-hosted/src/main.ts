import { hideExperimentalWarnings } from "./hide-experimental-warnings.ts";
import type { PageFiles } from "./page-files.ts";
import { readSettings, unknownSettings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";
import { startServer } from "./start-server.ts";
import { isEverywhere } from "./trusted-origins.ts";

const ownerOnly = 0o077;

/** Runs the server until it is told to stop. What can't be started says why in one sentence and ends with code 1. */
export async function main(page: PageFiles): Promise<void> {
  process.umask(ownerOnly);
  hideExperimentalWarnings();
  try {
    for (const name of unknownSettings(process.env))
      console.error(`${name} isn't a setting of this version and is ignored.`);
    const settings = readSettings(process.env);
    const server = await startServer(settings, page, (line) => console.log(JSON.stringify(line)));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        void server.close().then(() => process.exit(0));
      });
    }
    if (settings.publicUrl === undefined && isEverywhere(settings.host)) {
      console.error("Browsers on other machines can't sign in until FARTHING_PUBLIC_URL is the address they use.");
    }
    const { url, listensAt } = server;
    console.log(`Farthing is ready at ${url}${url === listensAt ? "" : ` (listening on ${listensAt})`}`);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
