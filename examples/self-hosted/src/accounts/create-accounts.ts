import { FarthingError, type Fault } from "@farthing/contract";
import type { SignUpPolicy } from "../settings.ts";
import { type AuthOptions, addressHeader, authPath, createAuth } from "./create-auth.ts";
import { problem } from "./problem.ts";
import { readMembers } from "./read-members.ts";
import { findSignUpFaults } from "./sign-up-faults.ts";

export interface AccountsOptions extends AuthOptions {
  signUp: SignUpPolicy;
}

/** Where a request comes from and what it is called in the log. */
export interface Caller {
  address: string;
  requestId: string;
}

export interface Accounts {
  /** Answers what lies under `/auth`; anything that isn't needed is 404. Rejects only with what nobody outside may see. */
  fetch(request: Request, caller: Caller): Promise<Response>;
  /** The public keys of its tokens, as a JSON Web Key Set. */
  keys(): Promise<{ keys: object[] }>;
  /** Whether the next sign-up will be let in. */
  takesSignUps(): Promise<boolean>;
  close(): void;
}

type Route = "/sign-up/email" | "/sign-in/email" | "/sign-out" | "/get-session" | "/token" | "/jwks";

const methods: Readonly<Record<Route, "GET" | "POST">> = {
  "/sign-up/email": "POST",
  "/sign-in/email": "POST",
  "/sign-out": "POST",
  "/get-session": "GET",
  "/token": "GET",
  "/jwks": "GET",
};

const passedOn = ["cookie", "origin", "referer", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "user-agent"];
const userAgentCharactersMax = 300;

const isRoute = (path: string): path is Route => Object.hasOwn(methods, path);
const internal = () => new FarthingError("internal", "Something went wrong here; the log says more.");
const refuse = (detail: string, errors: Fault[]) => new FarthingError("invalid_request", detail, { errors });

/** The accounts of this server, and the only door to them. */
export async function createAccounts({ signUp, ...options }: AccountsOptions): Promise<Accounts> {
  const { auth, close } = await createAuth(options);
  const { internalAdapter } = await auth.$context;
  let lastSignUp: Promise<unknown> = Promise.resolve();

  const takesSignUps = async () =>
    signUp === "open" || (signUp === "first" && (await internalAdapter.countTotalUsers()) === 0);

  /** One after the other, so that of two that race to be the first the second sees the first. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = lastSignUp.then(work, work);
    lastSignUp = result.catch(() => undefined);
    return result;
  }

  function ask(request: Request, path: Route, address: string, body?: Record<string, string>): Promise<Response> {
    const headers = new Headers({ [addressHeader]: address });
    for (const name of passedOn) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value.slice(0, name === "user-agent" ? userAgentCharactersMax : undefined));
    }
    if (body) headers.set("content-type", "application/json");
    return auth.handler(
      new Request(new URL(authPath + path, options.baseUrl), {
        method: methods[path],
        headers,
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  }

  const answers: Readonly<Record<Route, (request: Request, address: string) => Promise<Response>>> = {
    async "/sign-up/email"(request, address) {
      const { name, email, password } = await readMembers(request, ["name", "email", "password"]);
      const account = { name: name.normalize().trim(), email: email.trim(), password };
      const errors = findSignUpFaults(account);
      return inTurn(async () => {
        if (!(await takesSignUps())) {
          throw new FarthingError("forbidden", "This server takes no new accounts. Ask the person who runs it.");
        }
        if (errors.length > 0) throw refuse(errors.map(({ detail }) => detail).join(" "), errors);
        return ask(request, "/sign-up/email", address, account);
      });
    },
    async "/sign-in/email"(request, address) {
      const { email, password } = await readMembers(request, ["email", "password"]);
      return ask(request, "/sign-in/email", address, { email: email.trim(), password });
    },
    async "/sign-out"(request, address) {
      return ask(request, "/sign-out", address, {});
    },
    "/get-session": (request, address) => ask(request, "/get-session", address),
    async "/token"(request, address) {
      const answer = await ask(request, "/token", address);
      // It says 401 as well when the database fails under it; this one tells the two apart.
      return answer.status === 401 ? unauthenticated(await ask(request, "/get-session", address)) : answer;
    },
    "/jwks": (request, address) => ask(request, "/jwks", address),
  };

  return {
    takesSignUps,
    close,
    keys: async () => auth.api.getJwks() as Promise<{ keys: object[] }>,
    async fetch(request, { address, requestId }) {
      const path = new URL(request.url).pathname.slice(authPath.length);
      try {
        if (!isRoute(path)) throw new FarthingError("not_found", "There is nothing at this address.");
        if (request.method !== methods[path]) {
          const refused = new FarthingError("method_not_allowed", `Use ${methods[path]}.`);
          return problem(refused, requestId, { Allow: methods[path] });
        }
        return await translate(await answers[path](request, address), path);
      } catch (error) {
        if (FarthingError.is(error)) return problem(error, requestId);
        throw error;
      }
    },
  };
}

const unauthenticated = (session: Response) => (session.ok ? new Response(null, { status: 401 }) : session);

interface Person {
  id: string;
  name: string;
  email: string;
}

/** What each route tells; the token of the session stays in its cookie. */
const told: Readonly<Record<Route, (body: never) => unknown>> = {
  "/sign-up/email": ({ user }: { user: Person }) => ({ user: person(user) }),
  "/sign-in/email": ({ user }: { user: Person }) => ({ user: person(user) }),
  "/sign-out": () => ({}),
  "/get-session": (body: { user: Person } | null) => body && { user: person(body.user) },
  "/token": ({ token }: { token: string }) => ({ token }),
  "/jwks": ({ keys }: { keys: object[] }) => ({ keys }),
};

const person = ({ id, name, email }: Person): Person => ({ id, name, email });

async function translate(answer: Response, path: Route): Promise<Response> {
  const headers = new Headers({ "Cache-Control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("Set-Cookie", cookie);
  if (answer.ok) return Response.json(told[path]((await answer.json()) as never), { headers });
  throw await failure(answer, path);
}

async function failure(answer: Response, path: Route): Promise<FarthingError> {
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
  if (answer.status === 429) {
    const retryAfterSeconds = Number(answer.headers.get("x-retry-after"));
    return new FarthingError("rate_limited", `Too many tries. Wait ${retryAfterSeconds} seconds and try again.`, {
      retryAfterSeconds,
    });
  }
  if (answer.status >= 500) return internal();
  if (answer.status === 403) {
    return new FarthingError(
      "forbidden",
      "The request comes from a page of another address than this server's. The person who runs it sets FARTHING_PUBLIC_URL to the address you use.",
    );
  }
  if (path === "/sign-in/email") return new FarthingError("unauthenticated", "The email or the password isn't right.");
  if (path !== "/sign-up/email") return new FarthingError("unauthenticated", "Sign in first.");
  if (code === "FAILED_TO_CREATE_USER") return internal();
  if (code === "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL") {
    const detail = "There is an account with this email. Sign in instead.";
    return refuse(detail, [{ pointer: "/email", code: "taken", detail }]);
  }
  const detail = "Enter an address like name@example.org.";
  return refuse(detail, [{ pointer: "/email", code: "invalid", detail }]);
}
