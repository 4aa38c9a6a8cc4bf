import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import { delayOf } from '../keeping/kept-choices.js';
import { onWake } from '../player/waking.js';

/** How late a page shows a match. */
export interface Lateness {
  /** What was tuned on this device for one of its channels. */
  readonly tunedMs: number;
  /** What is shown is as late; otherwise it is shown as it happens. It holds while the page is open. */
  readonly isLate: boolean;
  readonly setLate: (isLate: boolean) => void;
}

export function useLateness(channels: MatchDetails['channels']): Lateness {
  const tunedMs = useTuned(channels);
  const [isLate, setLate] = useState(true);
  return { tunedMs, isLate, setLate };
}

// The listener may tune on another page meanwhile, and come back.
function useTuned(channels: MatchDetails['channels']): number {
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const look = (): void => setLooks((count) => count + 1);
    window.addEventListener('storage', look);
    const stopWatching = onWake(look);
    return () => {
      window.removeEventListener('storage', look);
      stopWatching();
    };
  }, []);
  return useMemo(() => delayOf(channels.map(({ channel }) => channel)), [channels, looks]);
}
