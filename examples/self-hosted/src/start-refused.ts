/** Why the server can't start, in one sentence for the person who runs it. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
}
