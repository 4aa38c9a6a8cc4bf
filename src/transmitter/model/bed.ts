import { FRAME_MS } from '../../audio/model/frames.js';
import { entryEnd } from '../../radio/model/sounding.js';
import type { Entry, ServerMs } from '../../wire/radio.js';

/** The bed comes so long after sound has ended, and is gone so long before the next. */
const AFTER_MS = 2_016;
const BEFORE_MS = 240;
export const FADE_FRAMES = 10;

/** What sounds, as far as the bed cares. */
export type Sounding = Pick<Entry, 'startsAt' | 'frames'>;

/** A stretch of the bed, in moments of the channel. Nothing may be known of its beginning, or of its end. */
export interface Stretch {
  readonly from: ServerMs;
  readonly until: ServerMs;
}

/** The stretch that lasts at a moment, or else the next. A pause that is too short for both fades has none. */
export function stretchAt(entries: readonly Sounding[], at: ServerMs): Stretch | undefined {
  const ends = [-Infinity, ...entries.map((entry) => entryEnd(entry) + AFTER_MS)];
  const starts = [...entries.map(({ startsAt }) => startsAt - BEFORE_MS), Infinity];
  return ends
    .map((from, nth) => ({ from, until: starts[nth] ?? Infinity }))
    .find(({ from, until }) => until > at && until - from >= 2 * FADE_FRAMES * FRAME_MS);
}
