import type { Clock } from "../ports/clock.ts";

const { setTimeout, setImmediate } = globalThis as unknown as {
  setTimeout(run: () => void, milliseconds: number): unknown;
  setImmediate?: (run: () => void) => unknown;
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The system's clock. */
export const ordinaryClock: Clock = {
  now: () => Date.now(),
  dateIn(timeZone, at) {
    const parts = Object.fromEntries(
      formatFor(timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
    return `${String(parts.year).padStart(4, "0")}-${parts.month}-${parts.day}`;
  },
  sleep: (milliseconds) =>
    new Promise((resolve) => {
      if (milliseconds === 0 && setImmediate !== undefined) setImmediate(resolve);
      else setTimeout(resolve, milliseconds);
    }),
};
