export { ordinaryClock } from "./ordinary-clock.ts";
export { ordinaryHash } from "./ordinary-hash.ts";
export { ordinaryIds } from "./ordinary-ids.ts";
