import type { ServerMs } from '../../../src/wire/radio.js';

/** How a listener has the stream tuned. */
export interface StreamTuning {
  readonly delayMs: number;
  readonly hasBed: boolean;
}

/** So much sound comes at once; by so much it is behind. Chromium plays nothing before it has 32 KiB, which are 4.1 s. */
export const STREAM_BEHIND_MS = 4_500;
/** Whoever has fallen back by more than this since is tuned in anew. */
const FALLEN_BACK_MS = 3_000;
/** Whoever has fallen back by less hears everything a little faster, which nobody hears, until it is in its place. */
const CATCHES_UP_FROM_MS = 200;
const FASTER = 1.04;

/** How much later than the ground a stream is heard. */
export function lateMs({ delayMs }: Pick<StreamTuning, 'delayMs'>): number {
  return Math.max(STREAM_BEHIND_MS, delayMs);
}

/** A stream's address with what a listener chose. */
export function tunedAddress(address: string, { delayMs, hasBed }: StreamTuning): string {
  const [path = '', query = ''] = address.split('?');
  const words = new URLSearchParams(query);
  words.set('behind', String(STREAM_BEHIND_MS / 1_000));
  words.set('delay', String(delayMs / 1_000));
  words.set('bed', hasBed ? 'crowd' : 'silence');
  return `${path}?${words.toString()}`;
}

export interface Answered {
  /** In server time. */
  readonly askedAt: ServerMs;
  readonly answeredAt: ServerMs;
  readonly tuning: StreamTuning;
}

/** The moment of the channel that a stream begins with: the server began it between question and answer, and nobody knows when. */
export function beginningOf({ askedAt, answeredAt, tuning }: Answered): ServerMs {
  return (askedAt + answeredAt) / 2 - lateMs(tuning);
}

/** How fast what is heard is to be played so that it is in its place; nothing where it is too far from it. */
export function rateFor(heardAt: ServerMs, now: ServerMs, tuning: StreamTuning): number | undefined {
  const fallenBackMs = now - heardAt - lateMs(tuning);
  if (fallenBackMs > FALLEN_BACK_MS) return undefined;
  return fallenBackMs > CATCHES_UP_FROM_MS ? FASTER : 1;
}
