/** Tells the time, and passes it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** The calendar date that `at` falls on in an IANA time zone. */
  dateIn(timeZone: string, at: number): string;
  /** Resolves after at least so many milliseconds; with 0 once others waiting have had their turn. */
  sleep(milliseconds: number): Promise<void>;
}
