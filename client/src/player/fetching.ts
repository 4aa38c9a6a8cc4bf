import { FRAME_MS } from '../../../src/audio/model/frames.js';
import { entryEnd } from '../../../src/radio/model/sounding.js';
import type { Entry, ServerMs } from '../../../src/wire/radio.js';

/** What begins within this is fetched, and so are the next two, whenever they begin. */
const AHEAD_MS = 30_000;
const AHEAD_ENTRIES = 2;
/** More sound is not held decoded. */
const HELD_MS = 60_000;
/** What has less left to sound is not fetched any more. */
const WORTHWHILE_MS = 300;

/** What a listener should have now, the most urgent first; everything else can go. */
export function wanted(entries: readonly Entry[], heardAt: ServerMs): readonly Entry[] {
  const ahead = entries.filter((entry) => entryEnd(entry) - heardAt > WORTHWHILE_MS);
  let heldMs = 0;
  return ahead.filter(({ startsAt, frames }, nth) => {
    heldMs += frames * FRAME_MS;
    const isDue = startsAt - heardAt <= AHEAD_MS || upcomingAt(ahead, nth, heardAt) < AHEAD_ENTRIES;
    return isDue && heldMs <= HELD_MS;
  });
}

/** How many that have not begun come before it. */
function upcomingAt(ahead: readonly Entry[], nth: number, heardAt: ServerMs): number {
  return ahead.slice(0, nth).filter(({ startsAt }) => startsAt > heardAt).length;
}
