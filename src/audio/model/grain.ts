/** Levels are known, and changed, by the millisecond. */
export const GRAIN_SAMPLES = 48;
