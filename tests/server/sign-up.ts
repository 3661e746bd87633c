let addresses = 0;

/** An address that no account was made from before: the server lets each make only a few. */
function nextAddress(): string {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** Makes an account on a self-hosted server that trusts its proxy, and gives a token of it. */
export async function signUp(url: string, name: string): Promise<string> {
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
  const answered = await fetch(`${url}/auth/token`, { headers: { ...headers, cookie } });
  if (!answered.ok) throw new Error(`No token for ${name}: ${answered.status} ${await answered.text()}`);
  return ((await answered.json()) as { token: string }).token;
}
