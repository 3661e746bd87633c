import { FarthingError, type Problem } from "@farthing/contract";

export interface Person {
  id: string;
  name: string;
  email: string;
}

const secondsToSpare = 30;

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/auth${path}`, {
    method: body ? "POST" : "GET",
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new FarthingError("network", "The server can't be reached.", { cause });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  const {
    code = "bad_response",
    detail = `The server answered ${response.status}.`,
    errors,
    requestId,
  } = (answer ?? {}) as Partial<Problem>;
  throw new FarthingError(code, detail, { errors, requestId });
}

/** Who is signed in here; `undefined` when nobody is. */
export const findPerson = async (): Promise<Person | undefined> =>
  (await ask<{ user: Person } | null>("/get-session"))?.user;

/** @throws FarthingError `unauthenticated`, `rate_limited`. */
export const signIn = async (email: string, password: string): Promise<Person> =>
  (await ask<{ user: Person }>("/sign-in/email", { email, password })).user;

/** @throws FarthingError `invalid_request` with each fault at its member, `forbidden`, `rate_limited`. */
export const signUp = async (name: string, email: string, password: string): Promise<Person> =>
  (await ask<{ user: Person }>("/sign-up/email", { name, email, password })).user;

export const signOut = (): Promise<unknown> => ask("/sign-out", {});

export interface Tokens {
  /** A token that is good for a while yet. */
  get(): Promise<string>;
  /** The token was refused: the next one is a new one. */
  forget(): void;
}

const expiryOf = (token: string): number =>
  JSON.parse(atob((token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/"))).exp;

/**
 * The short-lived tokens of a session, each asked for when the one before runs out.
 * @param signInAgain resolves when the person has signed in again after the session ended; whoever waits for a token waits for that.
 */
export function createTokens(signInAgain: () => Promise<void>): Tokens {
  let token: Promise<string> | undefined;
  let goodUntil = Number.POSITIVE_INFINITY;

  async function fetchToken(): Promise<string> {
    try {
      const answer = await ask<{ token: string }>("/token");
      goodUntil = expiryOf(answer.token) - secondsToSpare;
      return answer.token;
    } catch (error) {
      if (!FarthingError.is(error) || error.code !== "unauthenticated") throw error;
      await signInAgain();
      return fetchToken();
    }
  }

  const forget = () => {
    token = undefined;
    goodUntil = Number.POSITIVE_INFINITY;
  };
  return {
    forget,
    get() {
      if (Date.now() / 1000 > goodUntil) forget();
      token ??= fetchToken().catch((error: unknown) => {
        forget();
        throw error;
      });
      return token;
    },
  };
}
