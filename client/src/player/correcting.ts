import { JOIN_AHEAD, SAMPLES_PER_MS } from './placing.js';

/** Whether what sounds is where it should be, and since when it is not. */
export interface Correcting {
  readonly offSince: number | undefined;
  readonly lastAt: number;
  /** The loudspeaker ran dry, or stepped: where it is becomes known little by little. */
  readonly shakenUntil: number;
}

export const STEADY: Correcting = { offSince: undefined, lastAt: -Infinity, shakenUntil: -Infinity };

/** Up to this nobody hears it, and the next chunk is right again. */
const LEFT_MS = 10;
/** After a shock less is left, since the error is there to stay. */
const LEFT_SHAKEN_MS = 1.5;
const SHAKEN_MS = 4_000;
const LASTS_MS = 400;
const AT_ONCE_MS = 200;
const COOLDOWN_MS = 1_500;
const CUT_OVER = 300 * SAMPLES_PER_MS;

interface Seen {
  readonly now: number;
  /** Nothing sounds where it is not known. */
  readonly errorMs: number | undefined;
  readonly ranDry: boolean;
}

/** Looks once more. `cutOver` says in how many samples what sounds is to be put in its place. */
export function lookedAt(
  { offSince, lastAt, ...before }: Correcting,
  { now, errorMs, ranDry }: Seen,
): { readonly correcting: Correcting; readonly cutOver: number | undefined } {
  if (errorMs === undefined) return { correcting: { ...STEADY, lastAt }, cutOver: undefined };
  const shakenUntil = ranDry ? now + SHAKEN_MS : before.shakenUntil;
  const off = Math.abs(errorMs);
  const since = off > LEFT_MS ? (offSince ?? now) : undefined;
  const isLasting = since !== undefined && now - since >= LASTS_MS;
  const isOff = off > AT_ONCE_MS || isLasting || (now <= shakenUntil && off > LEFT_SHAKEN_MS);
  if (!isOff || now - lastAt < COOLDOWN_MS) {
    return { correcting: { offSince: since, lastAt, shakenUntil }, cutOver: undefined };
  }
  // What was far off was put where it is thought to belong before many readings said so.
  const correcting = { offSince: undefined, lastAt: now, shakenUntil: off > LEFT_MS ? now + SHAKEN_MS : shakenUntil };
  return { correcting, cutOver: off > AT_ONCE_MS ? JOIN_AHEAD : CUT_OVER };
}
