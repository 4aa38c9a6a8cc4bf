import { LEAD_MS_MAX, LEAD_MS_MIN } from '../../wire/limits.js';
import { LEAD_MS } from './limits.js';

// A message, the fetch of a chunk and its decoding have to fit in: one and a half round trips, and 100 ms for the rest.
const REST_MS = 100;
const ROUND_TRIPS = 1.5;
const STEP_MS = 50;
/** Of the slowest twentieth nobody waits: they join late. */
const SHARE = 0.95;
/** Of fewer reports nothing is concluded. */
export const REPORTS_MIN = 5;

/** How far ahead starts are to be announced, as the listeners' round trips ask. */
export function leadFor(roundTripsMs: readonly number[]): number {
  if (roundTripsMs.length < REPORTS_MIN) return LEAD_MS;
  const sorted = [...roundTripsMs].sort((one, other) => one - other);
  const slow = sorted[Math.ceil(sorted.length * SHARE) - 1] ?? 0;
  const wanted = Math.ceil((ROUND_TRIPS * slow + REST_MS) / STEP_MS) * STEP_MS;
  return Math.min(LEAD_MS_MAX, Math.max(LEAD_MS_MIN, wanted));
}

/** Whether it is worth a change: small ones would only make noise. */
export function leadDiffers(one: number, other: number): boolean {
  return Math.abs(one - other) >= 2 * STEP_MS;
}
