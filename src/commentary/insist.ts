import type { Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';

const AGAIN_MS = 500;

/** Again and again while the world fails, for as long as it is worth it. Nothing: it was not any more. */
export async function insist<T>(clock: Clock, isWorthIt: () => boolean, work: () => Promise<T>): Promise<T | null> {
  while (isWorthIt()) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await clock.sleep(AGAIN_MS);
    }
  }
  return null;
}
