import type { ServerMs } from '../../kernel/clock.js';

/**
 * For this long after its use a refresh token may be used again. Two tabs wake up together, or the answer is lost on
 * a bad line: neither may sign a host out in the middle of a match. Whoever steals a token gains nothing by it after
 * that, and is noticed.
 */
export const AGAIN_MS = 30_000;
export const AGAIN_MAX = 5;

export const SESSION_IDLE_MS = 30 * 24 * 3_600_000;
export const SESSION_MS = 180 * 24 * 3_600_000;

/** A refresh token as it is when somebody shows it. */
export interface Shown {
  /** When it was shown first, and how often it has been, this time included. */
  readonly firstAt: ServerMs;
  readonly times: number;
  readonly session: { readonly signedOut: boolean; readonly expiresAt: ServerMs };
}

/** `again` was used before and is a sign that it was stolen: the session is to be signed out. */
export type RefreshAnswer = 'renew' | 'over' | 'again';

export function answerRefresh({ firstAt, times, session }: Shown, now: ServerMs): RefreshAnswer {
  if (session.signedOut || session.expiresAt <= now) return 'over';
  return now - firstAt <= AGAIN_MS && times <= AGAIN_MAX ? 'renew' : 'again';
}

/** A session ends 30 days after it was last used, and in any case after 180. */
export function sessionEnd(createdAt: ServerMs, now: ServerMs): ServerMs {
  return Math.min(createdAt + SESSION_MS, now + SESSION_IDLE_MS);
}
