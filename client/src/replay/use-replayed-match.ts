import { useMemo } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchEvent } from '../../../src/wire/matches.js';
import { useLateRecord } from '../follow/use-late-record.js';
import { useMatch } from '../follow/use-match.js';
import { useMatchRecord } from '../follow/use-match-record.js';
import { asHeard } from './as-heard.js';
import type { Line } from './places.js';
import { stilled } from './stilled.js';

export interface ReplayedMatch {
  readonly match: MatchDetails;
  readonly events: readonly MatchEvent[];
  readonly offsetMs: number;
}

/** The match of a channel as it stands; or, as it happened, as it stood at the moment that is heard. */
export function useReplayedMatch(
  id: string | null,
  { at, lines }: { readonly at: number | undefined; readonly lines: readonly Line[] },
): ReplayedMatch | undefined {
  const found = useMatch(id ?? undefined);
  const details = typeof found === 'object' ? found.match : undefined;
  const { record } = useMatchRecord(details?.id);
  const heard = useMemo(() => asHeard(record, lines), [record, lines]);
  const late = useLateRecord(details, heard, at);
  const shown = at === undefined ? record : late;
  const state = shown.state ?? (at === undefined ? details?.state : undefined);
  const match = useMemo(() => {
    if (details === undefined || state === undefined) return undefined;
    return { ...details, state: at === undefined ? state : stilled(state, at) };
  }, [details, state, at]);
  if (match === undefined || typeof found !== 'object') return undefined;
  return { match, events: shown.events, offsetMs: found.offset.ms };
}
