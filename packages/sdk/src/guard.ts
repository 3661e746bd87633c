import { FarthingError } from "@farthing/contract";

/** Ends one try when its caller gives up or it takes too long, even where the work itself doesn't listen. */
export interface Guard {
  /** Tells the work that it is no longer wanted. */
  signal: AbortSignal;
  /** The work's result, if it comes in time. @throws FarthingError `aborted`, `timeout`. */
  within<Result>(milliseconds: number, work: PromiseLike<Result> | Result): Promise<Result>;
  /** Lets time pass. @throws FarthingError `aborted`. */
  pause(milliseconds: number): Promise<void>;
  close(): void;
}

/** @throws FarthingError `aborted` when the caller has given up already. */
export function createGuard(caller: AbortSignal | undefined): Guard {
  const aborted = () => new FarthingError("aborted", "The caller gave up.", { cause: caller?.reason });
  if (caller?.aborted) throw aborted();
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fail: (error: FarthingError) => void;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  failed.catch(() => {});

  const end = (error: FarthingError) => {
    fail(error);
    controller.abort();
  };
  const onAbort = () => end(aborted());
  caller?.addEventListener("abort", onAbort);

  const timed = <Result>(milliseconds: number, late: () => void, work: PromiseLike<Result> | Result) => {
    clearTimeout(timer);
    timer = setTimeout(late, milliseconds);
    return Promise.race([failed, work]);
  };
  return {
    signal: controller.signal,
    within: (milliseconds, work) =>
      timed(milliseconds, () => end(new FarthingError("timeout", `Nothing came for ${milliseconds} ms.`)), work),
    pause: (milliseconds) =>
      new Promise((resolve, reject) => {
        timed(milliseconds, resolve, new Promise<never>(() => {})).catch(reject);
      }),
    close() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onAbort);
    },
  };
}
