import { useMemo } from 'preact/hooks';
import type { Line, MatchDetails } from '../../../src/wire/match-doors.js';
import { surroundings } from '../connection/surroundings.js';
import type { MatchRecord } from '../follow/match-record.js';
import { useLateMatch } from '../follow/use-late-match.js';
import { useMatch } from '../follow/use-match.js';
import { useMatchRecord } from '../follow/use-match-record.js';
import { Announcer } from '../score/announcer.js';
import { EventFeed } from '../score/event-feed.js';
import { rowsOf } from '../score/feed.js';
import { LateNote } from '../score/late-note.js';
import { Scoreboard } from '../score/scoreboard.js';
import { HOST_MATCH } from '../words/host-match.js';
import { MATCH } from '../words/match.js';
import type { SpeechView } from '../../../src/wire/speech.js';
import type { BlockProps } from './block-props.js';
import { CommentaryControl } from './commentary-control.js';
import { DraftBlock } from './draft-block.js';
import { linesByRow, refusedOf, standingOf } from './match-lines.js';

/** There are other things to look at. */
const ROWS_AT_ONCE = 12;

interface MatchOfDesk extends BlockProps {
  readonly id: string;
  readonly speech: SpeechView | undefined;
}

/** The match of a host’s channel: how it stands, what happens, and what this channel says of it. */
export function MatchBlock({ desk, tell, id, speech }: MatchOfDesk) {
  const found = useMatch(id);
  const isFound = typeof found === 'object';
  const { record, isLost } = useMatchRecord(isFound ? id : undefined);
  const heardAt = desk.now();
  return (
    <section class="match-block" aria-labelledby="match">
      <div class="match-head">
        <h2 id="match">{HOST_MATCH.heading}</h2>
        {isFound && <a href={`/match/${id}`}>{HOST_MATCH.toPage}</a>}
      </div>
      {isFound && (
        <>
          <CommentaryControl desk={desk} tell={tell} speech={speech} />
          {/* What waits is shown as it happens, however late its host looks at the match. */}
          <DraftBlock desk={desk} tell={tell} lines={record.lines} />
        </>
      )}
      {isFound ? (
        <Followed
          match={found.match}
          channel={desk.channel.id}
          // The clock of the channel is the better known one.
          offsetMs={heardAt === undefined ? found.offset.ms : Math.round(heardAt - surroundings.now())}
          record={record}
          isLost={isLost}
        />
      ) : (
        <p role="status">{found === 'unknown' ? HOST_MATCH.gone : MATCH[found === 'away' ? 'away' : 'asking']}</p>
      )}
    </section>
  );
}

interface FollowedProps {
  readonly match: MatchDetails;
  readonly channel: string;
  readonly offsetMs: number;
  readonly record: MatchRecord;
  readonly isLost: boolean;
}

function Followed({ channel, isLost, ...followed }: FollowedProps) {
  const { match, record, offsetMs, delayMs, lateness } = useLateMatch(followed);
  const { events, lines } = record;
  const rows = useMemo(() => rowsOf(events), [events]);
  const said = useMemo(() => linesByRow({ rows, events, lines }, channel), [rows, events, lines, channel]);
  return (
    <>
      <p class="bad lost" role="status">
        {isLost ? MATCH.lost : ''}
      </p>
      <LateNote lateness={lateness} match={match} />
      {match === undefined ? (
        <p role="status">{MATCH.asking}</p>
      ) : (
        <Scoreboard match={match} events={events} offsetMs={offsetMs} />
      )}
      <Announcer key={delayMs} match={followed.match} record={record} />
      {match !== undefined && (
        <EventFeed
          match={match}
          rows={rows}
          rowsAtOnce={ROWS_AT_ONCE}
          below={({ event }) =>
            said.get(event.seq)?.map((line) => <LineSaid key={`${line.event} ${line.line}`} line={line} />)
          }
        />
      )}
    </>
  );
}

function LineSaid({ line }: { readonly line: Line }) {
  return (
    <span class="line-said" data-state={line.state}>
      <span class="unseen">{HOST_MATCH.line}: </span>
      {line.text !== '' && (
        <span class="line-text" lang={line.language}>
          {line.text}
        </span>
      )}{' '}
      <span class="line-state small">{standingOf(line)}</span>
      {line.refused.length > 0 && <span class="line-state small">{refusedOf(line)}</span>}
    </span>
  );
}
