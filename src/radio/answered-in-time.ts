import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';

const ANSWER_MS = 1_900;

/** Whoever cannot be told within this time what is durable is told so, and asks again. */
export function answeredInTime<T>(
  clock: Clock,
  run: (signal: AbortSignal) => Promise<T>,
  more: { readonly retryAfterS?: number } = {},
): Promise<T> {
  const reason = new Fault('database.unavailable', { retryable: true, ...more });
  return withDeadline(clock, { ms: ANSWER_MS, reason }, run);
}
