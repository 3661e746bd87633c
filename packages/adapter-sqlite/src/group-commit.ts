import type { SqliteDriver } from "./sqlite-driver.ts";

/** One commit that waits for the disk: makes its changes or throws. */
interface Waiting {
  weight: number;
  make(): void;
  resolve(): void;
  reject(error: unknown): void;
}

/** So much is written before others have their turn: a few milliseconds. */
const WEIGHT_AT_ONCE = 400;

const { setImmediate, setTimeout } = globalThis as unknown as {
  setImmediate?: (run: () => void) => unknown;
  setTimeout(run: () => void, milliseconds: number): unknown;
};

const nextTurn = (run: () => void) => (setImmediate === undefined ? setTimeout(run, 0) : setImmediate(run));

export interface GroupCommit {
  /** Resolves when the changes are on disk. What `make` throws is this call's alone. */
  add(weight: number, make: () => void): Promise<void>;
  /** Writes all that waits, now. */
  flush(): void;
}

/** Lets writes that come in one turn of the event loop share one transaction, and so one wait for the disk. */
export function createGroupCommit(driver: SqliteDriver, tell: (error: unknown) => unknown): GroupCommit {
  let waiting: Waiting[] = [];

  function take(): Waiting[] {
    let weight = 0;
    const fits = waiting.findIndex((each) => {
      weight += each.weight;
      return weight > WEIGHT_AT_ONCE;
    });
    return waiting.splice(0, fits === -1 ? waiting.length : Math.max(1, fits));
  }

  function attempt({ make, reject }: Waiting): boolean {
    driver.exec("SAVEPOINT one");
    try {
      make();
      driver.exec("RELEASE one");
      return true;
    } catch (error) {
      driver.exec("ROLLBACK TO one; RELEASE one");
      reject(tell(error));
      return false;
    }
  }

  function write(group: readonly Waiting[]): void {
    let begun = false;
    try {
      driver.exec("BEGIN IMMEDIATE");
      begun = true;
      const made = group.filter(attempt);
      driver.exec("COMMIT");
      begun = false;
      for (const { resolve } of made) resolve();
    } catch (error) {
      if (begun) {
        try {
          driver.exec("ROLLBACK");
        } catch {
          // A full disk has rolled back by itself.
        }
      }
      for (const { reject } of group) reject(tell(error));
    }
  }

  function turn(): void {
    if (waiting.length === 0) return;
    write(take());
    if (waiting.length > 0) nextTurn(turn);
  }

  return {
    add: (weight, make) =>
      new Promise((resolve, reject) => {
        waiting.push({ weight, make, resolve, reject });
        if (waiting.length === 1) nextTurn(turn);
      }),
    flush() {
      while (waiting.length > 0) write(take());
      waiting = [];
    },
  };
}
