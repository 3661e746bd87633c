import { extname } from "node:path";

/** What the page is made of. */
export interface PageFiles {
  /** With `{{signUp}}` where the page is told whether it may offer new accounts. */
  html: string;
  /** The rest, by a name that holds a hash of the content. */
  assets: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const always = {
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** The page at `/`. */
export const pageResponse = ({ html }: PageFiles, takesSignUps: boolean): Response =>
  new Response(html.replace("{{signUp}}", takesSignUps ? "open" : "closed"), {
    headers: { ...always, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });

/** What the page asks for by name, kept for good because another content has another name; `undefined` for any other path. */
export function assetResponse({ assets }: PageFiles, path: string): Response | undefined {
  const content = assets.get(path);
  return (
    content &&
    new Response(content, {
      headers: {
        ...always,
        "Content-Type": contentTypes[extname(path)] ?? "application/octet-stream",
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    })
  );
}
