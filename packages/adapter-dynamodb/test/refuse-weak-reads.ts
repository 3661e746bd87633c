import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Heard, listenIn } from "./listen-in.ts";

function isStrong({ operation, input }: Heard): boolean {
  if (operation === "Scan") return false;
  if (operation === "GetItem" || operation === "Query") return input.ConsistentRead === true;
  if (operation !== "BatchGetItem") return true;
  const asked = Object.values(input.RequestItems as Record<string, { ConsistentRead?: boolean }>);
  return asked.every(({ ConsistentRead }) => ConsistentRead === true);
}

/** Fails every read that may miss what was written before it, and every scan. No emulator can show the difference. */
export const refuseWeakReads = (client: DynamoDBClient): void =>
  listenIn(client, (heard, send) => {
    if (!isStrong(heard))
      throw new Error(`${heard.operation} without ConsistentRead, or a Scan: ${JSON.stringify(heard.input)}`);
    return send();
  });
