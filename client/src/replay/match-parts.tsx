import { useMemo } from 'preact/hooks';
import { EventFeed } from '../score/event-feed.js';
import { rowsOf } from '../score/feed.js';
import { Scoreboard } from '../score/scoreboard.js';
import type { ReplayedMatch } from './use-replayed-match.js';
import { MATCH } from '../words/match.js';

const ROWS_AT_ONCE = 30;

/** The score, and what happened. */
export function MatchParts({ match: { match, events, offsetMs } }: { readonly match: ReplayedMatch }) {
  const rows = useMemo(() => rowsOf(events), [events]);
  return (
    <>
      <Scoreboard match={match} events={events} offsetMs={offsetMs} />
      <details class="happened">
        <summary>{MATCH.feed}</summary>
        <EventFeed match={match} rows={rows} rowsAtOnce={ROWS_AT_ONCE} />
      </details>
    </>
  );
}
