/** Node 22 calls its own SQLite experimental at each start, which nobody who runs a server can do anything about. */
export function hideExperimentalWarnings(): void {
  const listeners = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name === "ExperimentalWarning") return;
    for (const listener of listeners) listener(warning);
  });
}
