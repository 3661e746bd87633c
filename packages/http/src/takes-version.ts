import type { Route } from "@farthing/contract";

/** Whether an operation changes one versioned record, and so may be held to a version by `If-Match`. */
export const takesVersion = ({ method, gives }: Route): boolean =>
  gives !== "job" && (method === "PUT" || method === "PATCH" || method === "DELETE");
