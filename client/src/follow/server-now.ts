import type { HttpAnswer } from '../people/asking-http.js';

/** Server time less local time, by an answer that tells it: in the middle between asking and hearing. */
export interface ServerOffset {
  readonly ms: number;
  readonly roundTripMs: number;
}

export interface Heard {
  readonly serverNow: number;
  /** Local times. */
  readonly askedAt: number;
  readonly heardAt: number;
}

/** The quicker the answer was, the better it is known; what is much older may have drifted. */
export function offsetBy(known: ServerOffset | undefined, { serverNow, askedAt, heardAt }: Heard): ServerOffset {
  const roundTripMs = heardAt - askedAt;
  const ms = serverNow - (askedAt + roundTripMs / 2);
  const isBetter =
    known === undefined || roundTripMs <= known.roundTripMs || Math.abs(ms - known.ms) > roundTripMs + APART_MS;
  return isBetter ? { ms, roundTripMs } : known;
}

/** So far apart two answers are only when one of the clocks was moved. */
const APART_MS = 2_000;

/** An answer, and the moments around it. */
export async function timed<T>(
  ask: () => Promise<HttpAnswer<T>>,
  now: () => number,
): Promise<{ readonly answer: HttpAnswer<T>; readonly askedAt: number; readonly heardAt: number }> {
  const askedAt = now();
  const answer = await ask();
  return { answer, askedAt, heardAt: now() };
}
