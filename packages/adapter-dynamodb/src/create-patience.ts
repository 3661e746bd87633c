import type { Clock } from "@farthing/core";

/** How a store waits between tries. */
export interface Waiting {
  clock: Pick<Clock, "now" | "sleep">;
  random: () => number;
}

export interface WaitingOptions {
  /** Starts as the system's. */
  clock?: Waiting["clock"] | undefined;
  /** 0 up to 1, anew each time. Starts as `Math.random`. */
  random?: Waiting["random"] | undefined;
}

/** How long and how often to try, in milliseconds. */
export interface Endurance {
  longest: number;
  tries: number;
  firstWait: number;
  longestWait: number;
}

/** For requests: well within the ten minutes for which DynamoDB knows a transaction again by its token. */
const ordinary: Endurance = { longest: 10_000, tries: 60, firstWait: 20, longestWait: 1000 };

/** Waits before another try of the same; `false`, at once, when it was tried for long enough. */
export type Patience = () => Promise<boolean>;

/** Full jitter: of those that met once, hardly two meet again. */
export function createPatience({ clock, random }: Waiting, endurance = ordinary): Patience {
  const { longest, tries, firstWait, longestWait } = endurance;
  const end = clock.now() + longest;
  let tried = 1;
  return async () => {
    const wait = random() * Math.min(longestWait, firstWait * 2 ** (tried - 1));
    if (tried === tries || clock.now() + wait > end) return false;
    tried += 1;
    await clock.sleep(wait);
    return true;
  };
}
