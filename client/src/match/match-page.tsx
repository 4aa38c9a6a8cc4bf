import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchRecord } from '../follow/match-record.js';
import { useMatchRecord } from '../follow/use-match-record.js';
import { scoreLine } from '../score/score-words.js';
import { MATCH } from '../words/match.js';
import { MATCHES } from '../words/matches.js';
import { announcementOf } from './announcing.js';
import { ChannelLinks } from './channel-links.js';
import { EventFeed } from './event-feed.js';
import { SaidLines } from './said-lines.js';
import { Scoreboard } from './scoreboard.js';
import { useMatch } from './use-match.js';

export function MatchPage({ id }: { readonly id: string }) {
  const found = useMatch(id);
  const isFound = typeof found === 'object';
  const { record, isLost } = useMatchRecord(isFound ? id : undefined);
  if (found === 'unknown') return <Unknown />;
  if (!isFound) return <p role="status">{found === 'away' ? MATCH.away : MATCH.asking}</p>;
  return <Followed match={found.match} offsetMs={found.offset.ms} record={record} isLost={isLost} />;
}

interface FollowedProps {
  readonly match: MatchDetails;
  readonly offsetMs: number;
  readonly record: MatchRecord;
  readonly isLost: boolean;
}

function Followed({ match: found, offsetMs, record, isLost }: FollowedProps) {
  const { events, lines } = record;
  const match = useMemo(() => ({ ...found, state: record.state ?? found.state }), [found, record.state]);
  const title = `${scoreLine(match)} · Longwave`;
  useEffect(() => {
    document.title = title;
  }, [title]);
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
      <p class="bad lost" role="status">
        {isLost ? MATCH.lost : ''}
      </p>
      <Scoreboard match={match} events={events} offsetMs={offsetMs} />
      <Announcer match={match} record={record} />
      <div class="match-parts">
        <ChannelLinks match={match} />
        <EventFeed match={match} events={events} />
        <SaidLines lines={lines} />
      </div>
    </>
  );
}

// What was there before is not read out to who comes.
function Announcer({ match, record }: { readonly match: MatchDetails; readonly record: MatchRecord }) {
  const since = useRef<number | undefined>(undefined);
  if (since.current === undefined && record.state !== undefined) since.current = record.state.seq;
  const said = since.current === undefined ? '' : announcementOf(match, record.events, since.current);
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  );
}

function Unknown() {
  return (
    <div class="card">
      <h1>{MATCH.unknown}</h1>
      <p class="quiet">{MATCH.unknownMend}</p>
      <p>
        <a href="/">{MATCH.toFront}</a>
      </p>
    </div>
  );
}
