import type { ServerMs } from '../../../kernel/clock.js';

/** How fast things happen, and how long it has been quiet. */
export interface Pace {
  /** Between two moments that are worth a line, usually. */
  readonly gapMs: number;
  readonly lastMomentAt: ServerMs;
  /** The same of all that was told, worth a line or not. */
  readonly lastToldAt: ServerMs;
  /** When the last sound was over that is known of. */
  readonly silentFrom: ServerMs;
  readonly lastColourAt: ServerMs;
  /** Play is under way, or has only paused. */
  readonly isPlayed: boolean;
  /** How long a line may be, so that it is over before the next is due. */
  readonly words: number;
}

const WORDS_PER_MS = 165 / 60_000;
/** The next line wants to be heard, too. */
const SHARE = 0.6;
const WORDS_MIN = 8;
const WORDS_MAX = 17;
const GAP_MS = 10_000;
const GAPS_KEPT = 9;
/** Silence is welcome for so long. */
const QUIET_MS = 5_000;
const COLOUR_EVERY_MS = 16_000;
/** Silence that nobody takes for a fault, less what it takes until a line is heard. */
const STILL_MS = 17_000;
/** Nobody tells of this match any more. */
const ASLEEP_MS = 300_000;
/** Between two moments that are about to come there is no room for anything. */
const ROOM_MS = 6_000;

/** How long it usually is between two of them. */
export function usualGapMs(momentsAt: readonly ServerMs[]): number {
  const lately = momentsAt.slice(-GAPS_KEPT);
  const gaps = lately.slice(1).map((at, nth) => at - (lately[nth] ?? at));
  if (gaps.length < 3) return GAP_MS;
  return gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? GAP_MS;
}

/** Words that fit into a gap. */
export function wordsIn(gapMs: number): number {
  return Math.min(WORDS_MAX, Math.max(WORDS_MIN, Math.floor(gapMs * SHARE * WORDS_PER_MS)));
}

/** When there is time for something that nobody waits for. */
export function colourAt(pace: Pace, silentFrom: ServerMs, now: ServerMs): ServerMs {
  if (!pace.isPlayed || now - pace.lastToldAt > ASLEEP_MS) return Infinity;
  const at = Math.max(silentFrom + QUIET_MS, pace.lastColourAt + COLOUR_EVERY_MS);
  const dueAt = pace.lastMomentAt + pace.gapMs;
  // What is due comes any moment; what is overdue may take as long again.
  const isTight = dueAt > Math.max(at, now) && dueAt - Math.max(at, now) < ROOM_MS;
  // What does not come in spite of that is not waited for.
  return isTight ? Math.min(dueAt + 1_000, Math.max(at, silentFrom + STILL_MS)) : at;
}

export function colourWords(pace: Pace, now: ServerMs): number {
  const left = pace.lastMomentAt + pace.gapMs - now;
  return wordsIn(left > ROOM_MS ? left : ROOM_MS);
}
