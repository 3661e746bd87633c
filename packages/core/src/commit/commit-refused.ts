import { FarthingError } from "@farthing/contract";

/** Thrown by a store whose commit changed nothing because an expectation failed. */
export class CommitRefused extends FarthingError {
  /** Place of a change that failed, counted from 0 in the list of the commit. */
  readonly change: number;
  /** `expectation`: another version, or something where nothing should be. `overflow`: a month's sum would be too large. */
  readonly reason: "expectation" | "overflow";

  constructor(change: number, reason: "expectation" | "overflow") {
    super(
      reason === "overflow" ? "amount_overflow" : "conflict",
      reason === "overflow" ? "The month's sum would be too large." : "Another change came first.",
    );
    this.change = change;
    this.reason = reason;
  }
}
