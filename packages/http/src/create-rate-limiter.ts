export interface RateLimit {
  /** How many requests are let through in a minute, by each process for itself: 1 … 1 000 000. As many may come at once. */
  perMinute: number;
  /** Milliseconds since any moment, never going back. Starts as those of `performance`. */
  now?: (() => number) | undefined;
}

/** What somebody may still do. */
export interface Standing {
  /** How many more requests are let through now. */
  left: number;
  /** Whole seconds until it will be one more; 0 when none is used up. */
  nextInSeconds: number;
}

/** Counts what each key uses up. Nothing waits here, and no call costs more than another. */
export interface RateLimiter {
  /** Uses one up, where there is one left. */
  take(key: string): Standing & { taken: boolean };
  look(key: string): Standing;
}

const MINUTE = 60_000;
const PER_MINUTE_MAX = 1_000_000;
const KEYS_MAX = 100_000;

/**
 * Lets each key do so much a minute: what is used up is given back one by one, evenly. Knows at most `keysMax` keys; where there
 * are more, those that were used longest ago begin anew.
 * @throws TypeError for what isn't a number of requests.
 */
export function createRateLimiter(
  { perMinute, now = () => performance.now() }: RateLimit,
  keysMax = KEYS_MAX,
): RateLimiter {
  if (!Number.isInteger(perMinute) || perMinute < 1 || perMinute > PER_MINUTE_MAX)
    throw new TypeError(`A rate limit is 1 to ${PER_MINUTE_MAX} requests a minute, not ${perMinute}.`);

  // In ticks, of which a millisecond has `perMinute` and a request costs as many as a minute has milliseconds, all is whole.
  const room = MINUTE * perMinute;
  const ticks = () => Math.floor(now()) * perMinute;

  // When each key will have everything back. Whoever isn't among the young a minute after it became old has everything anyway.
  let old = new Map<string, number>();
  let young = new Map<string, number>();
  let youngSince = ticks();

  const debtOf = (key: string, time: number) => Math.max(0, (young.get(key) ?? old.get(key) ?? time) - time);

  function remember(key: string, debt: number, time: number): void {
    if (time - youngSince >= room || young.size >= keysMax / 2) {
      [old, young, youngSince] = [young, new Map(), time];
    }
    young.set(key, time + debt);
  }

  function standing(debt: number): Standing {
    const left = Math.floor((room - debt) / MINUTE);
    const next = left === perMinute ? 0 : debt - (room - (left + 1) * MINUTE);
    return { left, nextInSeconds: Math.ceil(next / perMinute / 1000) };
  }

  return {
    take(key) {
      const time = ticks();
      const debt = debtOf(key, time);
      if (debt + MINUTE > room) return { taken: false, ...standing(debt) };
      remember(key, debt + MINUTE, time);
      return { taken: true, ...standing(debt + MINUTE) };
    },
    look: (key) => standing(debtOf(key, ticks())),
  };
}
