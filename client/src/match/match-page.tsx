import { useEffect, useMemo } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchRecord } from '../follow/match-record.js';
import { useLateMatch } from '../follow/use-late-match.js';
import { useMatch } from '../follow/use-match.js';
import { useMatchRecord } from '../follow/use-match-record.js';
import { Announcer } from '../score/announcer.js';
import { EventFeed } from '../score/event-feed.js';
import { rowsOf } from '../score/feed.js';
import { LateNote } from '../score/late-note.js';
import { Scoreboard } from '../score/scoreboard.js';
import { scoreLine } from '../score/score-words.js';
import { MATCH } from '../words/match.js';
import { MATCHES } from '../words/matches.js';
import { ChannelLinks } from './channel-links.js';
import { SaidLines } from './said-lines.js';
import { UnknownMatch } from './unknown-match.js';

const ROWS_AT_ONCE = 60;

export function MatchPage({ id }: { readonly id: string }) {
  const found = useMatch(id);
  const isFound = typeof found === 'object';
  const { record, isLost } = useMatchRecord(isFound ? id : undefined);
  if (found === 'unknown') return <UnknownMatch />;
  if (!isFound) return <p role="status">{found === 'away' ? MATCH.away : MATCH.asking}</p>;
  return <Followed match={found.match} offsetMs={found.offset.ms} record={record} isLost={isLost} />;
}

interface FollowedProps {
  readonly match: MatchDetails;
  readonly offsetMs: number;
  readonly record: MatchRecord;
  readonly isLost: boolean;
}

function Followed({ isLost, ...followed }: FollowedProps) {
  const { match: found } = followed;
  const { match, record, offsetMs, delayMs, lateness } = useLateMatch(followed);
  const { events, lines } = record;
  const rows = useMemo(() => rowsOf(events), [events]);
  const title = match === undefined ? undefined : `${scoreLine(match)} · Longwave`;
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  return (
    <>
      <Heading match={found} />
      <p class="bad lost" role="status">
        {isLost ? MATCH.lost : ''}
      </p>
      <LateNote lateness={lateness} match={match} />
      {match === undefined ? (
        <p role="status">{MATCH.asking}</p>
      ) : (
        <Scoreboard match={match} events={events} offsetMs={offsetMs} />
      )}
      {/* Who goes on to another moment sees it: it is not read out to them. */}
      <Announcer key={delayMs} match={found} record={record} />
      <div class="match-parts">
        <ChannelLinks match={found} />
        {match !== undefined && <EventFeed match={match} rows={rows} rowsAtOnce={ROWS_AT_ONCE} />}
        <SaidLines lines={lines} />
      </div>
    </>
  );
}

function Heading({ match }: { readonly match: MatchDetails }) {
  return (
    <>
      <h1 lang={match.language}>{match.title}</h1>
      <p class="tags">
        {match.competition !== null && <span class="tag">{match.competition}</span>}
        {match.info.venue !== undefined && <span class="tag">{match.info.venue}</span>}
        {match.isDemo && (
          <span class="tag" title={MATCHES.madeUpLong}>
            {MATCHES.madeUp}
          </span>
        )}
      </p>
    </>
  );
}
