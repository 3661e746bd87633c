import { FarthingError, type Fault } from "@farthing/contract";
import type { TokenVerifier } from "@farthing/http";
import type { SignUpPolicy } from "../settings.ts";
import { type AuthOptions, addressHeader, authPath, createAuth } from "./create-auth.ts";
import { problem } from "./problem.ts";
import { readMembers } from "./read-members.ts";
import { findSignUpFaults } from "./sign-up-faults.ts";
import { findTokenRoutes, type PersonalAnswer } from "./token-routes.ts";

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
  /** Tells whose personal token it is. */
  verifyPersonalToken: TokenVerifier;
  /** Whether the next sign-up will be let in. */
  takesSignUps(): Promise<boolean>;
  close(): void;
}

type Answer = (request: Request, address: string) => Promise<Response>;
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
const signInFirst = () => new FarthingError("unauthenticated", "Sign in first.");
const fromElsewhere = () =>
  new FarthingError(
    "forbidden",
    "The request comes from a page of another address than this server's. The person who runs it sets FARTHING_PUBLIC_URL to the address you use.",
  );
const refuse = (detail: string, errors: Fault[]) => new FarthingError("invalid_request", detail, { errors });

/** The accounts of this server, and the only door to them. */
export async function createAccounts({ signUp, ...options }: AccountsOptions): Promise<Accounts> {
  const { auth, tokens, close } = await createAuth(options);
  const context = await auth.$context;
  let lastSignUp: Promise<unknown> = Promise.resolve();

  const takesSignUps = async () =>
    signUp === "open" || (signUp === "first" && (await context.internalAdapter.countTotalUsers()) === 0);

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

  const answers: Readonly<Record<Route, Answer>> = {
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

  /** Who is signed in, and the cookies that keep it so. */
  async function expectSession(request: Request, address: string): Promise<{ userId: string; headers: Headers }> {
    const answer = await ask(request, "/get-session", address);
    if (!answer.ok) throw await failure(answer, "/get-session");
    const session = (await answer.json()) as { user: Person } | null;
    if (session === null) throw signInFirst();
    return { userId: session.user.id, headers: ownHeaders(answer) };
  }

  /** What the library asks of those requests that it answers itself. */
  function expectOwnPage({ method, headers }: Request): void {
    if (method === "GET" || !headers.has("cookie")) return;
    if (!context.isTrustedOrigin(headers.get("origin") || headers.get("referer") || "")) throw fromElsewhere();
  }

  async function answerPerson(request: Request, address: string, answer: PersonalAnswer): Promise<Response> {
    expectOwnPage(request);
    const { userId, headers } = await expectSession(request, address);
    const response = await answer(request, userId);
    for (const [name, value] of headers) response.headers.append(name, value);
    return response;
  }

  function waysAt(path: string): ReadonlyMap<string, Answer> {
    if (isRoute(path)) {
      return new Map([
        [methods[path], async (request, address) => translate(await answers[path](request, address), path)],
      ]);
    }
    return new Map(
      Object.entries(findTokenRoutes(tokens, path)).map(([method, answer]) => [
        method,
        (request, address) => answerPerson(request, address, answer),
      ]),
    );
  }

  return {
    takesSignUps,
    close,
    verifyPersonalToken: tokens.verify,
    keys: async () => auth.api.getJwks() as Promise<{ keys: object[] }>,
    async fetch(request, { address, requestId }) {
      const path = new URL(request.url).pathname.slice(authPath.length);
      try {
        const ways = waysAt(path);
        if (ways.size === 0) throw new FarthingError("not_found", "There is nothing at this address.");
        const way = ways.get(request.method);
        if (way !== undefined) return await way(request, address);
        const allowed = [...ways.keys()];
        const refused = new FarthingError("method_not_allowed", `Use ${allowed.join(" or ")}.`);
        return problem(refused, requestId, { Allow: allowed.join(", ") });
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

/** What an answer has of its own: it is for nobody else, and brings the cookies of the library's answer. */
function ownHeaders(answer: Response): Headers {
  const headers = new Headers({ "Cache-Control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("Set-Cookie", cookie);
  return headers;
}

async function translate(answer: Response, path: Route): Promise<Response> {
  if (!answer.ok) throw await failure(answer, path);
  return Response.json(told[path]((await answer.json()) as never), { headers: ownHeaders(answer) });
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
  if (answer.status === 403) return fromElsewhere();
  if (path === "/sign-in/email") return new FarthingError("unauthenticated", "The email or the password isn't right.");
  if (path !== "/sign-up/email") return signInFirst();
  if (code === "FAILED_TO_CREATE_USER") return internal();
  if (code === "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL") {
    const detail = "There is an account with this email. Sign in instead.";
    return refuse(detail, [{ pointer: "/email", code: "taken", detail }]);
  }
  const detail = "Enter an address like name@example.org.";
  return refuse(detail, [{ pointer: "/email", code: "invalid", detail }]);
}
