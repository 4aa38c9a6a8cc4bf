/** Levels are known, and changed, by the grain of half a millisecond. */
export const GRAIN_SAMPLES = 24;
