import { randomInt } from "node:crypto";

const { FARTHING_SEED, FARTHING_SOAK } = process.env;

/** How often to do what takes long. */
export const rounds = FARTHING_SOAK === "1" ? 50 : 5;

/** What random tests of processes begin with; given by environment, they ask for the same things again. */
export const seed = FARTHING_SEED === undefined ? randomInt(2 ** 31) : Number(FARTHING_SEED);
