import { FarthingError } from "@farthing/contract";
import { h } from "./element.ts";
import { icon } from "./icon.ts";

/** What a person is told about an error. */
export function reasonOf(error: unknown): string {
  if (!FarthingError.is(error)) return "Something went wrong on this page.";
  if (error.code === "network") return "The server can't be reached. Is it running?";
  if (error.code === "timeout") return "The server took too long to answer.";
  return error.message;
}

interface Options {
  /** What didn't happen: `The months couldn't be read.` */
  what: string;
  error: unknown;
  retry?: (() => void) | undefined;
}

/** An error inside the part of the page that failed: what, why, how to go on, and what to tell the person who runs the server. */
export function problemNotice({ what, error, retry }: Options): HTMLElement {
  const reference = FarthingError.is(error) ? error.requestId : undefined;
  return h(
    "div",
    { class: "notice notice-over", role: "alert" },
    icon("fault"),
    h(
      "div",
      { class: "notice-text" },
      h("p", {}, h("strong", {}, what), " ", reasonOf(error)),
      reference && h("p", { class: "caption" }, "Reference ", h("code", { title: reference }, reference.slice(0, 8))),
    ),
    retry && h("button", { type: "button", class: "button", click: retry }, "Try again"),
  );
}
