let addresses = 0;

/** An address that no account was made from before: the server lets each make only a few. */
function nextAddress(): string {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** Makes an account on a self-hosted server that trusts its proxy, and gives the headers by which it knows the session. */
async function openSession(url: string, name: string): Promise<Record<string, string>> {
  const headers = { origin: url, "x-forwarded-for": nextAddress() };
  const made = await fetch(`${url}/auth/sign-up/email`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name, email: `${name.toLowerCase()}@example.org`, password: "seven slow brown otters" }),
  });
  if (!made.ok) throw new Error(`No account for ${name}: ${made.status} ${await made.text()}`);
  const cookie = made.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return { ...headers, cookie };
}

async function readToken(name: string, answer: Response): Promise<string> {
  if (!answer.ok) throw new Error(`No token for ${name}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}

/** Makes an account, and gives a token of it that is good for minutes. */
export async function signUp(url: string, name: string): Promise<string> {
  const headers = await openSession(url, name);
  return readToken(name, await fetch(`${url}/auth/token`, { headers }));
}

/** Makes an account, and gives a personal token of it, which is good until it is revoked. */
export async function signUpForGood(url: string, name: string): Promise<string> {
  const headers = { ...(await openSession(url, name)), "content-type": "application/json" };
  const body = JSON.stringify({ name: "Tests", scopes: ["write"] });
  return readToken(name, await fetch(`${url}/auth/tokens`, { method: "POST", headers, body }));
}
