import type { Amount, Version } from "./words.ts";

export interface Settings {
  /** ISO 4217 code. Starts as `USD`. It relabels amounts and never converts them. */
  currency: string;
  /** BCP 47 tag that decides how ambiguous dates in bank files are read. Starts as `en-US`. */
  locale: string;
  /** IANA name; decides which date is today when the caller doesn't say. Starts as `UTC`. */
  timeZone: string;
  /** First day of the week, 0 = Sunday … 6 = Saturday. */
  weekStart: number;
  /** How much the person wants to keep each month; `null` when they haven't said. */
  monthlySavingsTarget: Amount | null;
  version: Version;
}

/** Members left out stay as they are. */
export interface SettingsChange {
  currency?: string | undefined;
  locale?: string | undefined;
  timeZone?: string | undefined;
  weekStart?: number | undefined;
  monthlySavingsTarget?: Amount | null | undefined;
}
