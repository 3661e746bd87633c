import { type Exchange, respond } from "../exchange.ts";
import { sha256 } from "../sha256.ts";
import { docsPage } from "./docs-page.ts";
import { style } from "./style.ts";

/** A hash as a policy names it: base64 of its bytes. */
const inBase64 = (hex: string) => btoa(hex.replaceAll(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));

const policy = () =>
  [
    "default-src 'none'",
    `style-src 'sha256-${inBase64(sha256(style))}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

let made: { page: string; headers: Readonly<Record<string, string>> } | undefined;

/** Answers with the documentation: one page that loads nothing and runs nothing, made at the first request. */
export async function answerDocs(exchange: Exchange): Promise<Response> {
  made ??= {
    page: docsPage(),
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy(),
      "Cache-Control": "public, max-age=300",
    },
  };
  return respond(exchange, 200, made.page, made.headers);
}
