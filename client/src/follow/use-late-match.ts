import { useMemo } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchRecord } from './match-record.js';
import { isDue } from './seen-at.js';
import { useLateRecord } from './use-late-record.js';
import { useLateness, type Lateness } from './use-lateness.js';
import { useServerNow } from './use-server-now.js';

interface Followed {
  readonly match: MatchDetails;
  readonly record: MatchRecord;
  readonly offsetMs: number;
}

export interface LateMatch {
  /** As it stands for who looks; nothing while that is not known. */
  readonly match: MatchDetails | undefined;
  readonly record: MatchRecord;
  /** Between this device’s time and the moment that is shown. */
  readonly offsetMs: number;
  readonly delayMs: number;
  readonly lateness: Lateness;
}

/** A match as late as its listener tuned a channel of it, or as it happens. */
export function useLateMatch({ match: found, record, offsetMs }: Followed): LateMatch {
  const lateness = useLateness(found.channels);
  const delayMs = lateness.isLate ? lateness.tunedMs : 0;
  const now = useServerNow(offsetMs, delayMs > 0) ?? 0;
  const late = useLateRecord(found, record, delayMs > 0 ? now - delayMs : undefined);
  const shown = delayMs > 0 ? late : record;
  // How it stood when it was asked for is told once its newest event is due.
  const state = shown.state ?? (isDue(found, delayMs, now) ? found.state : undefined);
  const match = useMemo(() => (state === undefined ? undefined : { ...found, state }), [found, state]);
  return { match, record: shown, offsetMs: offsetMs - delayMs, delayMs, lateness };
}
