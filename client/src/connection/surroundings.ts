import type { Surroundings } from './line.js';

const UINT32 = 2 ** 32;

/** As browsers and Node both give it. */
export const surroundings: Surroundings = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / UINT32,
};
