import { JOIN_AHEAD, SAMPLES_PER_MS } from './placing.js';

/** Whether what sounds is where it should be, and since when it is not. */
export interface Correcting {
  readonly offSince: number | undefined;
  readonly lastAt: number;
  /** The loudspeaker ran dry: what sounds has slipped, however little. */
  readonly isShaken: boolean;
}

export const STEADY: Correcting = { offSince: undefined, lastAt: -Infinity, isShaken: false };

/** Up to this nobody hears it, and the next chunk is right again. */
const LEFT_MS = 10;
/** After running dry less is left, since the error is there to stay. */
const LEFT_SHAKEN_MS = 1.5;
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
  { offSince, lastAt, isShaken }: Correcting,
  { now, errorMs, ranDry }: Seen,
): { readonly correcting: Correcting; readonly cutOver: number | undefined } {
  const shaken = isShaken || ranDry;
  if (errorMs === undefined) {
    return { correcting: { offSince: undefined, lastAt, isShaken: false }, cutOver: undefined };
  }
  const off = Math.abs(errorMs);
  const since = off > LEFT_MS ? (offSince ?? now) : undefined;
  const isLasting = since !== undefined && now - since >= LASTS_MS;
  const isOff = off > AT_ONCE_MS || isLasting || (shaken && off > LEFT_SHAKEN_MS);
  if (!isOff || now - lastAt < COOLDOWN_MS) {
    return { correcting: { offSince: since, lastAt, isShaken: shaken && isOff }, cutOver: undefined };
  }
  const correcting = { offSince: undefined, lastAt: now, isShaken: false };
  return { correcting, cutOver: off > AT_ONCE_MS ? JOIN_AHEAD : CUT_OVER };
}
